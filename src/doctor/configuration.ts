import { type CheckResult, fail, pass } from './check-result.ts';

const CONSOLE = 'Copy it from the Twilio console (console.twilio.com), Account Info.';

const KEY_STEP =
  'Set the key that the stored secrets are sealed under; where there are none: openssl rand -base64 32.';

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
  RELAY_SECRET_KEY: KEY_STEP,
  RELAY_SECRET_KEY_FILE: KEY_STEP,
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

/** The next step where a variable, or a value in a file, refers to a secret that is not to be had. */
const REFERENCE_STEPS: readonly (readonly [RegExp, string])[] = [
  [/\bsecrets add \S+$/, 'Store its value with that command; it asks for it.'],
  [
    / needs RELAY_SECRET_KEY, which is not set$/,
    'Set RELAY_SECRET_KEY to the key that it is sealed under.',
  ],
  [
    / is for \S+ alone, /,
    'Correct the address, or store the secret for that host: sms-relay secrets add NAME --host HOST.',
  ],
  [
    / file:\/\S+ (?:cannot be read|is (?:not|empty|larger))\b/,
    'Mount the file, or correct its path: the relay must be able to read it.',
  ],
];

function nextStepFor(problem: string): string {
  const [, step] = REFERENCE_STEPS.find(([pattern]) => pattern.test(problem)) ?? [];
  return step ?? NEXT_STEPS[/^\w+/.exec(problem)?.[0] ?? ''] ?? DEFAULT;
}
