import { AsyncLocalStorage } from 'node:async_hooks';

interface Job {
  /** Does the work; returns how to tell of it, once it is committed. */
  readonly run: () => () => void;
  readonly fail: (cause: unknown) => void;
  /** When it is given up, by `performance.now()`, if another process still holds the database. */
  readonly until: number;
}

/** Work that is committed together with whatever else comes in the same turn of the event loop. */
export interface Group {
  /**
   * In the order of the calls; resolves when it is on the disk. While another process holds the
   * database, the work waits and the event loop goes on.
   */
  readonly together: <T>(work: () => T) => Promise<T>;
  /** Commits now what waits. */
  readonly flush: () => void;
}

interface Dependencies {
  readonly atomically: <T>(work: () => T) => T;
  /** Whether an error says that another process holds the database. */
  readonly isBusy: (cause: unknown) => boolean;
  /** Called after every transaction, with what it failed of. Nothing: it was committed. */
  readonly onCommit?: (failure: unknown) => void;
  /** How long work waits for a database that another process holds. */
  readonly maxBusyMs?: number;
}

const MAX_BUSY_MS = 10_000;
/** Longer than SQLite's own busy timeout, so that the event loop is free for more than half of the time. */
const RETRY_INTERVAL_MS = 100;

/** A disk takes as long for one text as for fifty: the texts of a moment share a transaction. */
export function createGroup(dependencies: Dependencies): Group {
  const { atomically, isBusy, onCommit, maxBusyMs = MAX_BUSY_MS } = dependencies;
  let waiting: Job[] = [];
  let retry: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    const jobs = waiting;
    waiting = [];
    if (jobs.length > 0) for (const tell of commit(jobs)) tell();
  }

  /** Where one of them cannot be done, the others are not to suffer: then each is by itself. */
  function commit(jobs: readonly Job[]): readonly (() => void)[] {
    try {
      const told = atomically(() => jobs.map(({ run }) => run()));
      onCommit?.(undefined);
      return told;
    } catch (cause) {
      if (isBusy(cause)) return putOff(jobs, cause);
      if (jobs.length > 1) return jobs.flatMap((job) => commit([job]));
      onCommit?.(cause);
      return jobs.map(failWith(cause));
    }
  }

  /** What has waited long enough fails; the rest is tried again, before what came later. */
  function putOff(jobs: readonly Job[], cause: unknown): readonly (() => void)[] {
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
    together<T>(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      // Done later, but still on the trip of whoever asked.
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
