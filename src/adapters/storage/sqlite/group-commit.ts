import type { Transaction } from '../../../store/transact.ts';
import type { MainConnection } from './connection.ts';
import { inAsyncTransaction, inTransaction, type Transactional } from './transaction.ts';

interface Waiting {
  readonly fail: (cause: unknown) => void;
  /** The time, by `performance.now()`, when the work fails if another process still holds the database. */
  readonly until: number;
}

/** A single decision; it shares its transaction with others. */
interface Decision extends Waiting {
  /** Returns a function that reports the result, to be called once it is committed. */
  readonly run: () => () => void;
}

/** Work that has a transaction of its own. */
interface Exclusive extends Waiting {
  readonly begin: () => Promise<() => void>;
}

type Job = Decision | Exclusive;

/** Commits decisions together with all others of the same turn of the event loop. */
export interface Group
  extends Disposable,
    Pick<MainConnection, 'undo' | 'transaction' | 'onClose'> {
  /** Runs work inside of the open transaction; rejects when it has ended. */
  readonly runInside: <T>(work: () => T) => Promise<T>;
  /**
   * Runs the decision in the order of the calls; resolves when it is on the disk. While another process holds
   * the database, it waits and the event loop goes on.
   */
  readonly write: <T>(decide: () => T) => Promise<T>;
  /** Reads what is committed: at once, or after the transaction that is open. */
  readonly read: <T>(query: () => T) => Promise<T>;
  /** Runs asynchronous work in a transaction of its own; everything else waits for its end. */
  readonly transact: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
}

interface Dependencies {
  readonly sql: Transactional;
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
/** Work that awaits only stores ends within a turn: this ends a transaction that awaits something else. */
const MAX_TRANSACTION_MS = 5000;

/** Groups decisions into transactions: a commit takes the disk as long for one text as for fifty. */
export function createGroup(dependencies: Dependencies): Group {
  const { sql, isBusy, onCommit, maxBusyMs = MAX_BUSY_MS } = dependencies;
  let waiting: Job[] = [];
  let retry: NodeJS.Timeout | undefined;
  let isExclusive = false;
  let isClosed = false;
  let transactions = 0;
  let undos: (() => void)[] = [];
  const lastDecisions: (() => void)[] = [];

  /** Returns true while nothing may begin: during a transaction, and while another process holds the database. */
  const isHeld = (): boolean => isExclusive || retry !== undefined;

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    while (waiting.length > 0 && !isHeld()) {
      const [first, ...others] = waiting;
      if (first && 'begin' in first) {
        waiting = others;
        void runExclusive(first);
      } else flushDecisions();
    }
  }

  /** Commits the decisions up to the next exclusive work. */
  function flushDecisions(): void {
    const end = waiting.findIndex((job) => 'begin' in job);
    const jobs = waiting.slice(0, end < 0 ? undefined : end).filter((job) => 'run' in job);
    waiting = waiting.slice(jobs.length);
    for (const report of commit(jobs)) report();
  }

  function begin(): void {
    transactions += 1;
    undos = [];
  }

  function takeBack(): void {
    for (const effect of undos.toReversed()) effect();
    undos = [];
  }

  /** Commits the jobs together; when one of them fails, each in a transaction of its own, so that the others succeed. */
  function commit(jobs: readonly Decision[]): readonly (() => void)[] {
    try {
      begin();
      const reports = inTransaction(sql, () => jobs.map(({ run }) => run()));
      onCommit?.(undefined);
      return reports;
    } catch (cause) {
      takeBack();
      if (isBusy(cause)) return postpone(jobs, cause);
      if (jobs.length > 1) return jobs.flatMap((job) => commit([job]));
      onCommit?.(cause);
      return jobs.map(failWith(cause));
    }
  }

  async function runExclusive(job: Exclusive): Promise<void> {
    isExclusive = true;
    let report = (): void => {};
    try {
      begin();
      report = await inAsyncTransaction(sql, job.begin);
      onCommit?.(undefined);
    } catch (cause) {
      takeBack();
      if (isBusy(cause)) for (const fail of postpone([job], cause)) fail();
      else {
        onCommit?.(cause);
        job.fail(cause);
      }
    } finally {
      isExclusive = false;
    }
    report();
    goOn();
  }

  /** Begins what has come during a transaction; another process that holds the database is still waited for. */
  function goOn(): void {
    if (!isClosed && !isHeld()) flush();
  }

  /** Fails the jobs that have waited too long; retries the rest, before jobs that came later. */
  function postpone(jobs: readonly Job[], cause: unknown): readonly (() => void)[] {
    const now = performance.now();
    const late = jobs.filter(({ until }) => until <= now);
    const rest = jobs.filter(({ until }) => until > now);
    waiting = [...rest, ...waiting];
    if (rest.length > 0) retry ??= setTimeout(flush, RETRY_INTERVAL_MS);
    if (late.length > 0) onCommit?.(cause);
    return late.map(failWith(cause));
  }

  const failWith =
    (cause: unknown) =>
    ({ fail }: Job) =>
    () =>
      fail(cause);

  function enqueue(job: Job): void {
    if (waiting.length === 0 && !isExclusive) setImmediate(flush);
    waiting.push(job);
  }

  const until = (): number => performance.now() + maxBusyMs;

  function write<T>(decide: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const run = () => {
      const result = decide();
      return () => resolve(result);
    };
    enqueue({ run, fail: reject, until: until() });
    return promise;
  }

  const runInside = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (isExclusive) resolve(work());
      else reject(new Error('the transaction has ended'));
    });

  return {
    write,
    runInside,
    undo: (effect) => void undos.push(effect),
    transaction: () => transactions,
    onClose: (decide) => void lastDecisions.push(decide),
    read: (query) => (isExclusive ? write(query) : new Promise((resolve) => resolve(query()))),
    transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      async function begin() {
        const afterwards: (() => void)[] = [];
        const result = await withTimeout(work({ after: (effect) => void afterwards.push(effect) }));
        return () => {
          resolve(result);
          for (const effect of afterwards) effect();
        };
      }
      enqueue({ begin, fail: reject, until: until() });
      return promise;
    },
    /** Commits the decisions that wait. An open transaction ends with the connection. */
    [Symbol.dispose]() {
      isClosed = true;
      const closing = new Error('the database is closing');
      for (const job of waiting) if ('begin' in job) job.fail(closing);
      waiting = waiting.filter((job) => 'run' in job);
      for (const decide of lastDecisions) write(decide).catch(() => {}); // nobody is left to hear of it
      flush();
    },
  };
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const fail = () => reject(new Error('a transaction waited for something else than a store'));
  const timer = setTimeout(fail, MAX_TRANSACTION_MS);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
