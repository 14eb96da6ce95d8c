import type { Clock } from '../../../core/clock.ts';

/** The time of the database, and how exactly it is known: it was read between these steady times. */
interface ClockSample {
  /** Epoch milliseconds of the database's clock. */
  readonly databaseTime: number;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** A clock whose wall time is the database's, so that replicas agree on it whatever their own clocks show. */
export interface DatabaseClock extends Clock {
  /** Called for each reading of the database's clock. The most exact one of the last minute counts. */
  readonly onSample: (sample: ClockSample) => void;
}

/** How far the database's clock is ahead of the steady one here. */
interface Offset {
  readonly ms: number;
  /** The real offset differs by no more than this. */
  readonly uncertaintyMs: number;
  readonly measuredAt: number;
}

/** An older offset is replaced by any newer one: clocks drift apart by some milliseconds in this time. */
const MAX_AGE_MS = 60_000;

/** Creates the clock. Until the database is reached for the first time, it shows the time of the system. */
export function createDatabaseClock(system: Clock): DatabaseClock {
  let offset: Offset | undefined;

  function replaces(sample: Offset, present: Offset): boolean {
    if (sample.uncertaintyMs <= present.uncertaintyMs) return true;
    if (sample.measuredAt - present.measuredAt > MAX_AGE_MS) return true;
    // Further apart than both can be wrong: the database's clock was set, or another server took over.
    return Math.abs(sample.ms - present.ms) > sample.uncertaintyMs + present.uncertaintyMs;
  }

  return {
    now: () => (offset ? Math.floor(system.steady() + offset.ms) : system.now()),
    steady: () => system.steady(),
    origin: system.origin,
    wait: (ms) => system.wait(ms),
    onSample({ databaseTime, askedAt, answeredAt }) {
      const uncertaintyMs = (answeredAt - askedAt) / 2;
      const ms = databaseTime - (askedAt + uncertaintyMs);
      const sample = { ms, uncertaintyMs, measuredAt: answeredAt };
      if (!offset || replaces(sample, offset)) offset = sample;
    },
  };
}
