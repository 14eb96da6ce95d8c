import type { Clock } from '../core/clock.ts';

/** How long people wait: for everybody the same, so that one timer is enough for all of them. */
export interface DeadlineTimer {
  /** Begin to wait for something. */
  readonly begin: () => Wait;
  /** From now on nobody waits any longer. */
  readonly end: () => void;
}

/** One wait. Disposing it says that what was waited for is there. */
export interface Wait extends Disposable {
  /** Resolves when it was long enough; never when it was disposed of before. */
  readonly over: Promise<void>;
}

interface Waiting {
  readonly until: number;
  readonly giveUp: () => void;
}

export function createSharedDeadline(clock: Clock, ms: number): DeadlineTimer {
  const inOrder = new Set<Waiting>();
  let isTicking = false;
  let isOver = false;

  async function tick(): Promise<void> {
    isTicking = true;
    for (let [first] = inOrder; first; [first] = inOrder) {
      await clock.wait(Math.max(0, first.until - clock.steady()));
      giveUp(({ until }) => until <= clock.steady());
    }
    isTicking = false;
  }

  function giveUp(isDue: (waiting: Waiting) => boolean): void {
    for (const waiting of inOrder) {
      if (!isDue(waiting)) return;
      inOrder.delete(waiting);
      waiting.giveUp();
    }
  }

  return {
    begin() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiting = { until: clock.steady() + ms, giveUp: resolve };
      if (isOver) resolve();
      else inOrder.add(waiting);
      if (!isTicking) void tick();
      return { over: promise, [Symbol.dispose]: () => void inOrder.delete(waiting) };
    },
    end() {
      isOver = true;
      giveUp(() => true);
    },
  };
}
