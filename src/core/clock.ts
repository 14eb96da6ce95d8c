import { setTimeout as sleep } from 'node:timers/promises';

/** Time as an argument, so that a test can hold it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`, without keeping the process alive. */
  wait(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  wait: (ms) => sleep(ms, undefined, { ref: false }),
};
