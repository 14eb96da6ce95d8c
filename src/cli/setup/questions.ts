import type { VariableName } from '../../config/check.ts';

/** The question for one variable. Answers are checked by the configuration. */
export interface SetupQuestion {
  readonly name: VariableName;
  readonly asks: string;
  /** Help for the answer. */
  readonly hint?: string;
  /** True when the answer is never shown, neither while it is typed nor later. */
  readonly isSecret?: true;
  /** True when Enter skips it. */
  readonly isOptional?: true;
  /** True for file names, in which `~` is the home folder. */
  readonly isPath?: true;
}

export const ACCOUNT_SID: SetupQuestion = {
  name: 'TWILIO_ACCOUNT_SID',
  asks: 'Account SID',
  hint: 'Both are on the first page of https://console.twilio.com, under "Account Info".',
};

export const AUTH_TOKEN: SetupQuestion = {
  name: 'TWILIO_AUTH_TOKEN',
  asks: 'Auth token (type or paste, it is not shown)',
  isSecret: true,
};

export const PHONE_NUMBER: SetupQuestion = {
  name: 'TWILIO_PHONE_NUMBER',
  asks: "The relay's number",
};

export const PEOPLE: SetupQuestion = {
  name: 'ALLOWED_PHONE_NUMBER',
  asks: 'Your phone',
  hint: `Your own number in international form, like +15551234567. Separate several
with commas; append :viewer to one that may look but change nothing.`,
};

/** The same, where the file names people. */
export const MORE_PEOPLE: SetupQuestion = {
  name: 'ALLOWED_PHONE_NUMBER',
  asks: 'More phones',
  isOptional: true,
  hint: 'RELAY_CONFIG already names people. Enter skips this, or add other numbers here.',
};

/** Returns the question for the public address, with hints how to get one. */
export const publicUrl = (port: string): SetupQuestion => ({
  name: 'PUBLIC_URL',
  asks: 'Address',
  isOptional: true,
  hint: `Where Twilio reaches the relay. No address yet? Open a tunnel in another
terminal, and use the https address that it shows:
  ngrok http ${port}
  cloudflared tunnel --url http://localhost:${port}
Enter skips it for now; npm run setup asks again.`,
});

export const TIME_ZONE: SetupQuestion = { name: 'TZ', asks: 'Time zone' };

export const CLAUDE_KEY: SetupQuestion = {
  name: 'ANTHROPIC_API_KEY',
  asks: 'Anthropic API key (not shown)',
  hint: `Claude answers plain questions, for at most a dollar a day. Create its key on
https://console.anthropic.com. Enter skips it; everything else works without.`,
  isSecret: true,
  isOptional: true,
};

export const TOTP_KEY: SetupQuestion = {
  name: 'TOTP_SECRET',
  asks: 'Its secret, in base32 (not shown)',
  isSecret: true,
};
