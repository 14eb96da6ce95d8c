import { AsyncLocalStorage } from 'node:async_hooks';

interface Job {
  /** Does the work; returns a function that reports the result, to be called once it is committed. */
  readonly run: () => () => void;
  readonly fail: (cause: unknown) => void;
  /** The time, by `performance.now()`, when the job fails if another process still holds the database. */
  readonly until: number;
}

/** Commits work together with all other work of the same turn of the event loop. */
export interface Group {
  /**
   * Runs the work in the order of the calls; resolves when it is on the disk. While another process holds
   * the database, the work waits and the event loop goes on.
   */
  readonly groupCommit: <T>(work: () => T) => Promise<T>;
  /** Commits the waiting work now. */
  readonly flush: () => void;
}

interface Dependencies {
  readonly atomically: <T>(work: () => T) => T;
  /** Returns whether an error means that another process holds the database. */
  readonly isBusy: (cause: unknown) => boolean;
  /** Called after every transaction, with the cause of its failure; undefined when it was committed. */
  readonly onCommit?: (failure: unknown) => void;
  /** The longest time that work waits while another process holds the database. */
  readonly maxBusyMs?: number;
}

const MAX_BUSY_MS = 10_000;
/** Longer than SQLite's own busy timeout, so that the event loop is free for more than half of the time. */
const RETRY_INTERVAL_MS = 100;

/** Groups work into transactions: a commit takes the disk as long for one text as for fifty. */
export function createGroup(dependencies: Dependencies): Group {
  const { atomically, isBusy, onCommit, maxBusyMs = MAX_BUSY_MS } = dependencies;
  let waiting: Job[] = [];
  let retry: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    const jobs = waiting;
    waiting = [];
    if (jobs.length > 0) for (const report of commit(jobs)) report();
  }

  /** Commits the jobs together; when one of them fails, each in a transaction of its own, so that the others succeed. */
  function commit(jobs: readonly Job[]): readonly (() => void)[] {
    try {
      const reports = atomically(() => jobs.map(({ run }) => run()));
      onCommit?.(undefined);
      return reports;
    } catch (cause) {
      if (isBusy(cause)) return postpone(jobs, cause);
      if (jobs.length > 1) return jobs.flatMap((job) => commit([job]));
      onCommit?.(cause);
      return jobs.map(failWith(cause));
    }
  }

  /** Fails the jobs that have waited too long; retries the rest, before jobs that came later. */
  function postpone(jobs: readonly Job[], cause: unknown): readonly (() => void)[] {
    const now = performance.now();
    const [late, rest] = [jobs.filter(isDue), jobs.filter((job) => !isDue(job))];
    waiting = [...waiting, ...rest];
    if (waiting.length > 0) retry ??= setTimeout(flush, RETRY_INTERVAL_MS);
    if (late.length > 0) onCommit?.(cause);
    return late.map(failWith(cause));

    function isDue({ until }: Job): boolean {
      return until <= now;
    }
  }

  const failWith =
    (cause: unknown) =>
    ({ fail }: Job) =>
    () =>
      fail(cause);

  return {
    groupCommit<T>(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      // The work runs later, but still with the trace id of its caller.
      const run = AsyncLocalStorage.bind(() => {
        const result = work();
        return () => resolve(result);
      });
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ run, fail: reject, until: performance.now() + maxBusyMs });
      return promise;
    },
    flush,
  };
}
