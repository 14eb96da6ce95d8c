import { type CheckResult, fine, wrong } from './check-result.ts';

const CONSOLE = 'It stands in the Twilio console (console.twilio.com) under Account Info.';

/** Where to get what a variable needs. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  PUBLIC_URL:
    'Put the https address into .env that leads from the internet to this relay, without /sms.',
  TWILIO_ACCOUNT_SID: CONSOLE,
  TWILIO_AUTH_TOKEN: CONSOLE,
  TWILIO_PHONE_NUMBER: 'Write the number you have at Twilio like +15551234567.',
  ALLOWED_PHONE_NUMBER: 'Write your own number like +15551234567; several with commas.',
  TZ: 'Write a name like Europe/Berlin; timedatectl list-timezones lists them.',
  MCP_CONFIG: 'Correct the file that it names; README shows what stands in one.',
  RELAY_CONFIG: 'Correct the file that it names; README shows what stands in one.',
  KUBECONFIG: 'Name a kubeconfig with a token or a client certificate in it.',
  PROXMOX_TOKEN:
    'Make one in Proxmox under Datacenter, Permissions, API Tokens: USER@REALM!TOKENID=UUID.',
};

const DEFAULT = 'Correct it in .env; .env.example explains every variable.';

/** What the configuration objects to, line by line. */
export const evaluateConfiguration = (problems: readonly string[]): readonly CheckResult[] =>
  problems.length === 0
    ? [fine('Configuration', 'complete')]
    : problems.map((problem) => wrong('Configuration', problem, wayOut(problem)));

const wayOut = (problem: string): string => WAYS_OUT[/^\w+/.exec(problem)?.[0] ?? ''] ?? DEFAULT;
