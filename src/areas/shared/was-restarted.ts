import { z } from 'zod';
import { msBetween } from '../../core/instant.ts';
import type { LocalTime } from '../../core/local-time.ts';

/** An uptime in seconds, and when it was read. */
export const Running = z.object({
  upSec: z.number().optional(),
  seen: z.object({ at: z.number(), steady: z.number(), origin: z.number() }),
});
export type Running = z.infer<typeof Running>;

export const runningNow = (
  upSec: number | undefined,
  time: Pick<LocalTime, 'instant'>,
): Running => ({ upSec, seen: time.instant() });

/** Uptimes are rounded to whole seconds. */
const ROUNDING_SEC = 1;

/**
 * Returns true when something restarted after it was requested to, `elapsedMs` ago. An uptime proves that when it is no longer
 * than that, and shorter than it was. The first alone also holds for something that had just started, the second alone for
 * something that had restarted before the request.
 */
export function wasRestarted(
  upSec: number | undefined,
  before: Running,
  elapsedMs: number,
): boolean {
  if (upSec === undefined || upSec > elapsedMs / 1000 + ROUNDING_SEC) return false;
  return before.upSec === undefined || upSec < before.upSec;
}

/** Sources update uptimes only every few seconds. */
const JITTER_MS = 30_000;

/**
 * Returns true when something started anew between two readings of its uptime, which may be late, rounded, or as coarse as
 * `2d 3h`: without a restart the computed start moves by less than half the former uptime; a restart moves it by at least all of
 * it.
 */
export function startedAnew(before: Running, now: Running): boolean {
  if (before.upSec === undefined || now.upSec === undefined) return before.upSec !== now.upSec;
  const grewMs = (now.upSec - before.upSec) * 1000;
  // Between two processes the wall clock counts, which may have been set back.
  const passedMs = Math.max(0, msBetween(before.seen, now.seen));
  const movedMs = passedMs - grewMs;
  return movedMs >= Math.max(JITTER_MS, (before.upSec * 1000) / 2);
}
