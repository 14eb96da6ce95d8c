import type { Clock } from '../core/clock.ts';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, fine, note, wrong } from './check-result.ts';

/** How far a text got that was sent for trying. */
export type Progress =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed'; readonly code: number | undefined }
  | { readonly kind: 'under way'; readonly state: string }
  | { readonly kind: 'no answer'; readonly cause: string };

/** A text that is on its way: asked for how far it got. */
export interface Trial {
  readonly send: (to: PhoneNumber) => Promise<{
    readonly progress: Progress;
    readonly ask: () => Promise<Progress>;
  }>;
  /** What one of the carrier's codes means. */
  readonly meaningOf: (code: number) => string;
  readonly clock: Clock;
}

const SUBJECT = 'Text';
const TIMEOUT_MS = 60_000;
const PAUSE_MS = 1000;

/** Sends one real text and waits for its end: that the carrier took it proves nothing. */
export async function examineSending(trial: Trial, to: PhoneNumber): Promise<CheckResult> {
  const { clock } = trial;
  const startedAt = clock.steady();
  const { progress: first, ask } = await trial.send(to);
  let progress = first;
  while (progress.kind === 'under way' && clock.steady() - startedAt < TIMEOUT_MS) {
    await clock.wait(PAUSE_MS);
    progress = await ask();
  }
  return judge(progress, trial, maskNumber(to), Math.round((clock.steady() - startedAt) / 1000));
}

function judge(progress: Progress, trial: Trial, who: string, seconds: number): CheckResult {
  switch (progress.kind) {
    case 'delivered':
      return fine(SUBJECT, `delivered to ${who} within ${seconds} s`);
    case 'under way':
      return note(
        SUBJECT,
        `${progress.state}, and after ${seconds} s nobody says that ${who} has it`,
        'Look at the phone. If it came, its network just does not confirm; if not, console, Monitor, Logs.',
      );
    case 'no answer':
      return wrong(SUBJECT, `Twilio did not answer: ${progress.cause}`, 'Try again in a while.');
    case 'failed': {
      const { code } = progress;
      if (code === undefined) {
        return wrong(
          SUBJECT,
          `did not reach ${who}`,
          'Console, Monitor, Logs, Messaging tells why.',
        );
      }
      const says = `did not reach ${who}: ${trial.meaningOf(code)} (${code})`;
      return wrong(SUBJECT, says, wayOut(code));
    }
    default:
      return progress satisfies never;
  }
}

const PERSONAL = 'Use that is only personal may be refused (30532).';

/** What to do about the codes that stop a relay at home. */
const WAYS_OUT: Readonly<Record<number, string>> = {
  20003: 'Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN anew from console.twilio.com.',
  21211: 'Write the number in ALLOWED_PHONE_NUMBER like +15551234567.',
  21408: 'Console, Messaging, Settings, Geo permissions: switch the country of that phone on.',
  21606: 'Put a number into TWILIO_PHONE_NUMBER that the console shows under Active numbers.',
  21608: 'Console, Phone Numbers, Verified Caller IDs: verify that phone; or upgrade the account.',
  21610: "Text START from that phone to the relay's number.",
  21614: 'Put the number of a mobile phone into ALLOWED_PHONE_NUMBER.',
  30003: 'Switch the phone on and look whether it has a network; then try again.',
  30007: 'The network took it for spam: register the number, and send no shortened links.',
  30032: `Console, Phone Numbers, the number, Regulatory Information: verify the toll-free number. ${PERSONAL}`,
  30034: `Console, Messaging, Regulatory Compliance, A2P 10DLC: register the number. ${PERSONAL}`,
  30035: 'Wait until the console says that the campaign is verified; it takes days.',
  30532:
    'Twilio registers no purely personal use of American numbers: register it for a business of yours, or use a number from another country.',
};

const wayOut = (code: number): string =>
  WAYS_OUT[code] ?? `twilio.com/docs/api/errors/${code} tells more.`;
