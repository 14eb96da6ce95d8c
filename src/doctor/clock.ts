import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** The times of another clock and of ours at the same moment, in epoch milliseconds. */
export interface OtherClock {
  readonly whose: string;
  readonly theirs: number;
  readonly ours: number;
}

const SUBJECT = 'Clock';

/** The codes of an authenticator app are valid for half a minute. */
const MAX_SKEW_SEC = 30;

/** Compares our clock with one that is known to be right. */
export function evaluateClock(other: OtherClock | undefined): CheckResult {
  if (!other)
    return warn(SUBJECT, 'there was no other clock to compare it with', 'Compare it yourself.');
  const { whose, theirs, ours } = other;
  const seconds = Math.round((ours - theirs) / 1000);
  if (Math.abs(seconds) <= MAX_SKEW_SEC) return pass(SUBJECT, `agrees with ${whose}`);
  const way = seconds > 0 ? 'fast' : 'slow';
  return fail(
    SUBJECT,
    `${Math.abs(seconds)} s ${way}, compared with ${whose}: codes of an authenticator app will be rejected`,
    'Let the network set it: timedatectl set-ntp true.',
  );
}
