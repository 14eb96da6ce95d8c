import { type CheckResult, fine, note, wrong } from './check-result.ts';

/** What somebody else's clock showed while ours showed that. Epoch milliseconds. */
export interface OtherClock {
  readonly whose: string;
  readonly theirs: number;
  readonly ours: number;
}

const SUBJECT = 'Clock';

/** Six digits of an authenticator app are good for half a minute. */
const MAX_SKEW_SEC = 30;

/** Whether our clock agrees with one that is known to be right. */
export function evaluateClock(other: OtherClock | undefined): CheckResult {
  if (!other) return note(SUBJECT, 'nobody was there to compare it with', 'Compare it yourself.');
  const { whose, theirs, ours } = other;
  const seconds = Math.round((ours - theirs) / 1000);
  if (Math.abs(seconds) <= MAX_SKEW_SEC) return fine(SUBJECT, `agrees with ${whose}`);
  const way = seconds > 0 ? 'fast' : 'slow';
  return wrong(
    SUBJECT,
    `${Math.abs(seconds)} s ${way}, compared with ${whose}: the codes of an authenticator app will not do`,
    'Let the network set it: timedatectl set-ntp true.',
  );
}
