import type { VariableName } from '../../config/check.ts';

/** Something to ask, for one variable. What is a possible answer is the configuration's to say. */
export interface SetupQuestion {
  readonly name: VariableName;
  readonly asks: string;
  /** What a person needs to know to answer it. */
  readonly hint?: string;
  /** Never shown, neither while it is typed nor later. */
  readonly isSecret?: true;
  /** Enter leaves it out. */
  readonly isOptional?: true;
  /** The name of a file: `~` is the person's own folder. */
  readonly isPath?: true;
}

export const ACCOUNT_SID: SetupQuestion = {
  name: 'TWILIO_ACCOUNT_SID',
  asks: 'Account SID',
  hint: 'Both stand on the first page of https://console.twilio.com, in "Account Info".',
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
  hint: `Your own number in international form, like +15551234567. Several with commas;
:viewer behind one that may look and change nothing.`,
};

/** The address, and how to come by one. */
export const publicUrl = (port: string): SetupQuestion => ({
  name: 'PUBLIC_URL',
  asks: 'Address',
  isOptional: true,
  hint: `Where Twilio reaches the relay. No address yet? Open a tunnel in another
terminal, and take the https address that it shows:
  ngrok http ${port}
  cloudflared tunnel --url http://localhost:${port}
Enter leaves it for later; npm run setup asks again.`,
});

export const TIME_ZONE: SetupQuestion = { name: 'TZ', asks: 'Time zone' };

export const CLAUDE_KEY: SetupQuestion = {
  name: 'ANTHROPIC_API_KEY',
  asks: 'Anthropic API key (not shown)',
  hint: `Claude answers plain questions, for a dollar a day at most. Its key is made on
https://console.anthropic.com. Enter leaves it out; all else works without.`,
  isSecret: true,
  isOptional: true,
};

export const TOTP_KEY: SetupQuestion = {
  name: 'TOTP_SECRET',
  asks: 'Its secret, in base32 (not shown)',
  isSecret: true,
};
