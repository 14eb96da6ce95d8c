import type { Clock } from '../../src/core/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Whatever is ready to run, runs. */
const turn = async (): Promise<void> => {
  for (let round = 0; round < 8; round += 1) await new Promise(setImmediate);
};

let origins = 0;

/** Each clock counts as that of another process. */
function nextOrigin(): number {
  origins += 1;
  return origins;
}

/** Noon on a day in November; a test says by itself how time goes on. */
export class FakeClock implements Clock {
  #now: number;
  /** How far `jump` set the wall clock forward, or back. */
  #offset = 0;
  #sleepers: readonly Sleeper[] = [];

  constructor(now = Date.UTC(2026, 10, 21, 12, 0, 0)) {
    this.#now = now;
  }

  now = (): number => this.#now + this.#offset;

  steady = (): number => this.#now;

  readonly origin = nextOrigin();

  wait = (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sleepers = [...this.#sleepers, { at: this.#now + ms, wake: resolve }];
    return promise;
  };

  /** Let time go on from one sleeper to the next, so that each sees its own moment. */
  async elapse(ms: number, quiet: () => Promise<void> = turn): Promise<void> {
    const until = this.#now + ms;
    await quiet();
    for (;;) {
      const next = Math.min(...this.#sleepers.map(({ at }) => at));
      if (next > until) break;
      this.advance(Math.max(0, next - this.#now));
      await quiet();
    }
    this.advance(until - this.#now);
    await quiet();
  }

  /** Sets the wall clock forward or back without any time going by. */
  jump(ms: number): void {
    this.#offset += ms;
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const { wake } of due) wake();
  }
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
