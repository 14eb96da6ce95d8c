import type { Clock } from '../core/clock.ts';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** The delivery progress of a test text. */
export type Progress =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed'; readonly code: number | undefined }
  | { readonly kind: 'under way'; readonly state: string }
  | { readonly kind: 'no answer'; readonly cause: string };

/** Sends a test text and reads its progress. */
export interface Trial {
  readonly send: (to: PhoneNumber) => Promise<{
    readonly progress: Progress;
    readonly ask: () => Promise<Progress>;
  }>;
  /** Returns the meaning of an error code of the carrier. */
  readonly meaningOf: (code: number) => string;
  readonly clock: Clock;
}

const SUBJECT = 'Text';
const TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 1000;

/** Sends one real text and waits for its final state: acceptance by the carrier proves nothing. */
export async function checkSending(trial: Trial, to: PhoneNumber): Promise<CheckResult> {
  const { clock } = trial;
  const startedAt = clock.steady();
  const { progress: first, ask } = await trial.send(to);
  let progress = first;
  while (progress.kind === 'under way' && clock.steady() - startedAt < TIMEOUT_MS) {
    await clock.wait(POLL_INTERVAL_MS);
    progress = await ask();
  }
  return evaluate(progress, trial, maskNumber(to), Math.round((clock.steady() - startedAt) / 1000));
}

function evaluate(progress: Progress, trial: Trial, who: string, seconds: number): CheckResult {
  switch (progress.kind) {
    case 'delivered':
      return pass(SUBJECT, `delivered to ${who} within ${seconds} s`);
    case 'under way':
      return warn(
        SUBJECT,
        `${progress.state}, and after ${seconds} s there is no confirmation that ${who} has it`,
        'Look at the phone. If it came, its network just does not confirm; if not, console, Monitor, Logs.',
      );
    case 'no answer':
      return fail(SUBJECT, `Twilio did not answer: ${progress.cause}`, 'Try again in a while.');
    case 'failed': {
      const { code } = progress;
      if (code === undefined) {
        return fail(
          SUBJECT,
          `did not reach ${who}`,
          'Console, Monitor, Logs, Messaging shows why.',
        );
      }
      const says = `did not reach ${who}: ${trial.meaningOf(code)} (${code})`;
      return fail(SUBJECT, says, nextStepFor(code));
    }
    default:
      return progress satisfies never;
  }
}

const PERSONAL = 'Use that is only personal may be refused (30532).';

/** The next steps for the error codes that home relays run into. */
const NEXT_STEPS: Readonly<Record<number, string>> = {
  20003: 'Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN anew from console.twilio.com.',
  21211: 'Write the number in ALLOWED_PHONE_NUMBER like +15551234567.',
  21408: 'Console, Messaging, Settings, Geo permissions: switch the country of that phone on.',
  21606: 'Put a number into TWILIO_PHONE_NUMBER that the console shows under Active numbers.',
  21608: 'Console, Phone Numbers, Verified Caller IDs: verify that phone; or upgrade the account.',
  21610: "Text START from that phone to the relay's number.",
  21614: 'Put the number of a mobile phone into ALLOWED_PHONE_NUMBER.',
  30003: 'Switch the phone on and check that it has a network; then try again.',
  30007: 'The network treated it as spam: register the number, and send no shortened links.',
  30032: `Console, Phone Numbers, the number, Regulatory Information: verify the toll-free number. ${PERSONAL}`,
  30034: `Console, Messaging, Regulatory Compliance, A2P 10DLC: register the number. ${PERSONAL}`,
  30035: 'Wait until the console says that the campaign is verified; it takes days.',
  30532:
    'Twilio registers no purely personal use of American numbers: register it for a business of yours, or use a number from another country.',
};

const nextStepFor = (code: number): string =>
  NEXT_STEPS[code] ?? `twilio.com/docs/api/errors/${code} explains it.`;
