import type { Clock } from '../core/clock.ts';

/** A deadline of the same length for all requests, so that one timer is enough for all of them. */
export interface DeadlineTimer {
  /** Starts the deadline of one request. */
  readonly start: () => ReplyDeadline;
  /** Expires all present and future deadlines at once. */
  readonly expireAll: () => void;
}

/** The deadline of one request, disposed of when the request is done. */
export interface ReplyDeadline extends Disposable {
  /** Calls back at the deadline, the last one of several; never when it was disposed of before. */
  readonly onExpired: (callback: () => void) => void;
}

/** A request that waits. It forgets what it waits for when it is done: see `UnderWay` of the HTTP server. */
interface Waiting {
  readonly until: number;
  isExpired: boolean;
  callback: () => void;
}

const nothing = (): void => {};

export function createSharedDeadline(clock: Clock, ms: number): DeadlineTimer {
  const inOrder = new Set<Waiting>();
  let isTicking = false;
  let isOver = false;

  async function tick(): Promise<void> {
    isTicking = true;
    for (let [first] = inOrder; first; [first] = inOrder) {
      await clock.wait(Math.max(0, first.until - clock.steady()));
      expireWhere(({ until }) => until <= clock.steady());
    }
    isTicking = false;
  }

  function expireWhere(isDue: (waiting: Waiting) => boolean): void {
    for (const waiting of inOrder) {
      if (!isDue(waiting)) return;
      inOrder.delete(waiting);
      waiting.isExpired = true;
      waiting.callback();
    }
  }

  return {
    start() {
      const until = clock.steady() + ms;
      const waiting: Waiting = { until, isExpired: isOver, callback: nothing };
      if (!isOver) inOrder.add(waiting);
      if (!isTicking) void tick();
      return {
        onExpired(callback) {
          if (waiting.isExpired) callback();
          else waiting.callback = callback;
        },
        [Symbol.dispose]() {
          inOrder.delete(waiting);
          waiting.callback = nothing;
        },
      };
    },
    expireAll() {
      isOver = true;
      expireWhere(() => true);
    },
  };
}
