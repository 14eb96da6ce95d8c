import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';

/** For how long something had been running, and when that was seen on the steady clock. */
export const Running = z.object({ upSec: z.number().optional(), seenAt: z.number() });
export type Running = z.infer<typeof Running>;

type Steady = Pick<LocalTime, 'steady'>;

export const runningNow = (upSec: number | undefined, time: Steady): Running => ({
  upSec,
  seenAt: time.steady(),
});

/** Uptimes are whole seconds. */
const ROUNDING_SEC = 1;

interface Before {
  /** Missing after a crash of the relay: then only the wall clock is left. */
  readonly before: Running | undefined;
  readonly startedAt: number;
}

/**
 * Whether something began anew since it was asked to. An uptime proves that when it is no longer than the time that went by since,
 * and shorter than it was: the first alone is true of what was young anyway, the second alone of what had restarted long before.
 */
export function wasRestarted(
  upSec: number | undefined,
  { before, startedAt }: Before,
  time: Pick<LocalTime, 'now' | 'steady'>,
): boolean {
  if (upSec === undefined) return false;
  const elapsedMs = before ? time.steady() - before.seenAt : time.now() - startedAt;
  if (upSec > elapsedMs / 1000 + ROUNDING_SEC) return false;
  return before?.upSec === undefined || upSec < before.upSec;
}

/** Sources count uptimes every few seconds only. */
const JITTER_MS = 30_000;

interface Start {
  readonly at: number;
  readonly upMs: number;
}

/** Since when things run, as one number for as long as they do. */
export type StartOf = (id: string, upSec: number | undefined) => number | undefined;

/**
 * Tells since when things run (steady milliseconds) from uptimes that are late, rounded, or as coarse as `2d 3h`. The beginning can
 * only have moved on by less than half the former uptime unless there was a restart, which moves it by at least all of it.
 */
export function createStarts(time: Steady): StartOf {
  const known = new Map<string, Start>();
  return (id, upSec) => {
    if (upSec === undefined) return undefined;
    const upMs = upSec * 1000;
    const at = Math.round(time.steady() - upMs);
    const before = known.get(id);
    const isSame = before !== undefined && at - before.at < Math.max(JITTER_MS, before.upMs / 2);
    const start = isSame ? before.at : at;
    known.set(id, { at: start, upMs });
    return start;
  };
}
