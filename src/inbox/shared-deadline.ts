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
  /** Resolves at the deadline; never when it was disposed of before. */
  readonly expired: Promise<void>;
}

/** A request that waits. It forgets what it waits for when it is done: see `UnderWay` of the HTTP server. */
interface Waiting {
  readonly until: number;
  expire: () => void;
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
      waiting.expire();
    }
  }

  return {
    start() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiting: Waiting = { until: clock.steady() + ms, expire: resolve };
      if (isOver) resolve();
      else inOrder.add(waiting);
      if (!isTicking) void tick();
      return {
        expired: promise,
        [Symbol.dispose]() {
          inOrder.delete(waiting);
          waiting.expire = nothing;
        },
      };
    },
    expireAll() {
      isOver = true;
      expireWhere(() => true);
    },
  };
}
