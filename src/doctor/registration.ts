import type { Registration } from './carrier.ts';
import { type CheckResult, fail, pass } from './check-result.ts';

const SUBJECT = 'Registration';

/**
 * Evaluates whether American networks deliver texts from the number. The API accepts such texts all the same,
 * and they end undelivered with 30034.
 */
export function evaluateCampaigns(campaigns: readonly Registration[] | 'no service'): CheckResult {
  if (campaigns === 'no service') {
    return fail(
      SUBJECT,
      'the number is not registered for A2P 10DLC: phones in the US get nothing from it (30034)',
      REGISTER,
    );
  }
  const [best] = campaigns.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!best) {
    return fail(SUBJECT, 'its Messaging Service has no A2P campaign (30034)', REGISTER);
  }
  if (best.status === 'VERIFIED') return pass(SUBJECT, 'A2P campaign verified');
  if (best.status === 'FAILED' || best.status === 'SUSPENDED') {
    const why = best.objections.join('; ') || 'no reason was given';
    return fail(SUBJECT, `the A2P campaign was refused (30034): ${why}`, AGAIN);
  }
  return fail(
    SUBJECT,
    `the A2P campaign is ${wordOf(best.status)}: nothing is delivered before it is verified (30035)`,
    'Wait; it takes 10 to 15 working days. Texts to the relay are answered only after that.',
  );
}

/** Evaluates a toll-free number, which is verified instead of registered. */
export function evaluateTollFree(verification: Registration | undefined): CheckResult {
  if (!verification) {
    return fail(
      SUBJECT,
      'the toll-free number is not verified: it delivers nothing (30032)',
      VERIFY,
    );
  }
  const { status, objections } = verification;
  if (status === 'TWILIO_APPROVED') return pass(SUBJECT, 'toll-free number verified');
  if (status === 'TWILIO_REJECTED') {
    const why = objections.join('; ') || 'no reason was given';
    return fail(SUBJECT, `the toll-free verification was refused (30032): ${why}`, AGAIN);
  }
  return fail(
    SUBJECT,
    `the toll-free verification is ${wordOf(status)}: it delivers nothing before (30032)`,
    'Wait; it takes 3 to 5 working days.',
  );
}

const ORDER = ['VERIFIED', 'IN_PROGRESS', 'PENDING'];

const rankOf = ({ status }: Registration): number =>
  ORDER.includes(status) ? ORDER.indexOf(status) : ORDER.length;

const wordOf = (status: string): string => status.toLowerCase().replaceAll('_', ' ');

const PERSONAL =
  'Say plainly what it sends: alerts of your own servers. Use that is only personal may be refused (30532).';

const REGISTER = `Register it: console, Messaging, Regulatory Compliance, A2P 10DLC, as Sole Proprietor. ${PERSONAL}`;

const VERIFY = `Verify it: console, Phone Numbers, the number, Regulatory Information. ${PERSONAL}`;

const AGAIN = `Correct that and send it again: console, Messaging, Regulatory Compliance. ${PERSONAL}`;
