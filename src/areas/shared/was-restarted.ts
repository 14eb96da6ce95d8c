import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';

/** An uptime in seconds, and the steady time at which it was read. */
export const Running = z.object({ upSec: z.number().optional(), seenAt: z.number() });
export type Running = z.infer<typeof Running>;

type Steady = Pick<LocalTime, 'steady'>;

export const runningNow = (upSec: number | undefined, time: Steady): Running => ({
  upSec,
  seenAt: time.steady(),
});

/** Uptimes are rounded to whole seconds. */
const ROUNDING_SEC = 1;

interface Before {
  /** Missing after a crash of the relay; then only the wall clock remains. */
  readonly before: Running | undefined;
  readonly startedAt: number;
}

/**
 * Returns true when something restarted after it was requested to. An uptime proves that when it is no longer than the time
 * passed since, and shorter than it was. The first alone also holds for something that had just started, the second alone for
 * something that had restarted before the request.
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

/** Sources update uptimes only every few seconds. */
const JITTER_MS = 30_000;

/** Coarse enough that an uptime read again after a restart of the relay gives the same start. */
const MINUTE_MS = 60_000;

interface Start {
  readonly at: number;
  readonly upMs: number;
  readonly minute: number;
}

/** Returns the start time of an object, in minutes of the wall clock: unchanged for as long as it runs. */
export type StartOf = (id: string, upSec: number | undefined) => number | undefined;

/**
 * Derives start times from uptimes that are late, rounded, or as coarse as `2d 3h`. Without a restart the computed start moves
 * by less than half the former uptime; a restart moves it by at least all of it. Steady time tells these apart. The start that
 * is returned is a time of the wall clock, since the relay may restart between a question and its code.
 */
export function createStarts(time: Pick<LocalTime, 'now' | 'steady'>): StartOf {
  const known = new Map<string, Start>();
  return (id, upSec) => {
    if (upSec === undefined) return undefined;
    const upMs = upSec * 1000;
    const at = Math.round(time.steady() - upMs);
    const before = known.get(id);
    const isSame = before !== undefined && at - before.at < Math.max(JITTER_MS, before.upMs / 2);
    const minute = Math.floor((time.now() - upMs) / MINUTE_MS);
    const later = before ? Math.max(minute, before.minute + 1) : minute;
    const start = isSame ? before : { at, minute: later };
    known.set(id, { ...start, upMs });
    return start.minute;
  };
}
