import { type CheckResult, fail, pass } from './check-result.ts';

const CONSOLE = 'Copy it from the Twilio console (console.twilio.com), Account Info.';

/** The next step for each variable. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  PUBLIC_URL:
    'Set it to the https address that leads from the internet to this relay, without /sms.',
  TWILIO_ACCOUNT_SID: CONSOLE,
  TWILIO_AUTH_TOKEN: CONSOLE,
  TWILIO_PHONE_NUMBER: 'Write your Twilio number like +15551234567.',
  ALLOWED_PHONE_NUMBER: 'Write your own number like +15551234567; several with commas.',
  TZ: 'Write a name like Europe/Berlin; timedatectl list-timezones lists them.',
  MCP_CONFIG: 'Correct the file that it names; README shows an example.',
  RELAY_CONFIG: 'Correct the file that it names; README shows an example.',
  KUBECONFIG: 'Name a kubeconfig with a token or a client certificate in it.',
  PROXMOX_TOKEN:
    'Make one in Proxmox under Datacenter, Permissions, API Tokens: USER@REALM!TOKENID=UUID.',
};

const DEFAULT = 'Correct it in .env; .env.example explains every variable.';

/** Turns each problem of the configuration into a result. */
export const evaluateConfiguration = (problems: readonly string[]): readonly CheckResult[] =>
  problems.length === 0
    ? [pass('Configuration', 'complete')]
    : problems.map((problem) => fail('Configuration', problem, nextStepFor(problem)));

const nextStepFor = (problem: string): string =>
  NEXT_STEPS[/^\w+/.exec(problem)?.[0] ?? ''] ?? DEFAULT;
