import { AsyncLocalStorage } from 'node:async_hooks';

interface Job {
  /** Does the work; returns how to tell of it, once it is committed. */
  readonly run: () => () => void;
  readonly fail: (cause: unknown) => void;
}

/** Work that is committed together with whatever else comes in the same turn of the event loop. */
export interface Group {
  /** In the order of the calls; resolves when it is on the disk. */
  readonly together: <T>(work: () => T) => Promise<T>;
  /** Commit now what waits. */
  readonly flush: () => void;
}

/** A disk takes as long for one text as for fifty: the texts of a moment share a transaction. */
export function createGroup(
  atomically: <T>(work: () => T) => T,
  isNobodysFault: (cause: unknown) => boolean,
): Group {
  let waiting: Job[] = [];

  function flush(): void {
    const jobs = waiting;
    waiting = [];
    for (const tell of jobs.length > 0 ? commit(jobs) : []) tell();
  }

  /**
   * Where one of them cannot be done, the others are not to suffer: then each is by itself. A database that
   * somebody else holds fails all of them at once: to wait for it again and again would hold up everything.
   */
  function commit(jobs: readonly Job[]): readonly (() => void)[] {
    try {
      return atomically(() => jobs.map(({ run }) => run()));
    } catch (cause) {
      const isOnesFault = jobs.length > 1 && !isNobodysFault(cause);
      if (isOnesFault) return jobs.flatMap((job) => commit([job]));
      return jobs.map(
        ({ fail }) =>
          () =>
            fail(cause),
      );
    }
  }

  return {
    together<T>(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      // Done later, but still on the trip of whoever asked.
      const run = AsyncLocalStorage.bind(() => {
        const result = work();
        return () => resolve(result);
      });
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ run, fail: reject });
      return promise;
    },
    flush,
  };
}
