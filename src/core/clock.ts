import { setTimeout as sleep } from 'node:timers/promises';

/** Time as an argument, so that a test can control it. */
export interface Clock {
  /** Epoch milliseconds of the wall clock. May jump when the clock is set. */
  now(): number;
  /** Milliseconds that never jump: for limits, locks, codes and caches. Comparable within one process only. */
  steady(): number;
  /** Identifies the process whose steady times these are. */
  readonly origin: number;
  /** Resolves after `ms`, without keeping the process alive. */
  wait(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  steady: () => performance.now(),
  origin: performance.timeOrigin,
  wait: (ms) => sleep(ms, undefined, { ref: false }),
};
