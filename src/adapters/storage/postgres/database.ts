import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StorageUnreachable } from '../../../core/storage-unreachable.ts';
import type { Transaction } from '../../../store/transact.ts';
import { clientSettings } from './client.ts';
import type { PgConnection, Statement } from './connection.ts';
import { describeFault, isConflict, isUnreachable } from './faults.ts';
import { fromStored, toStored } from './storable.ts';

/** The connections of one replica. */
export interface PgDatabase extends PgConnection, AsyncDisposable {
  /** Runs asynchronous work in a transaction of its own, on the connection that it is given. */
  readonly transact: <T>(work: (tx: PgConnection & Transaction) => Promise<T>) => Promise<T>;
  /** Returns why the database could not be reached when it was last tried; `undefined` when it could. */
  readonly outage: () => string | undefined;
  /** Prepares the database, unless that was done; fails at once when it cannot be reached. */
  readonly prepare: () => Promise<void>;
  readonly isClosed: () => boolean;
  /** Sets the work to be done after a commit whose result is unknown, as soon as the database answers again. */
  readonly onUncertain: (settle: () => Promise<void>) => void;
}

interface Settings {
  readonly url: string;
  /** The name of this replica. */
  readonly replica: string;
  readonly maxConnections?: number;
  /** Runs before anything else, until it has succeeded once. */
  readonly prepare?: () => Promise<void>;
}

interface Attempts {
  readonly startedAt: number;
  readonly tries: number;
}

const MAX_CONNECTIONS = 6;

/** While the database cannot be reached, calls are tried again for so long: a failover or a restart takes a few seconds. */
const PATIENCE_MS = 6000;
const LATE_COMMIT_MS = 15_000;
const MIN_PAUSE_MS = 50;
const MAX_PAUSE_MS = 500;
const MAX_CONFLICTS = 10;

/** The lock of decisions: any number, but the same in all replicas. */
const BEGIN = 'BEGIN; SELECT pg_advisory_xact_lock(20201)';

/** Opens connections as they are needed. */
export function openPool(settings: Settings): PgDatabase {
  const { url, replica, maxConnections = MAX_CONNECTIONS } = settings;
  const pool = new pg.Pool({ ...clientSettings(url, replica), max: maxConnections });
  pool.on('error', () => {}); // an idle connection broke: the next call finds out what that means
  const broken = new WeakSet<pg.ClientBase>();
  // Without a listener, a connection that breaks while it is in use would be an uncaught error.
  pool.on('connect', (client) => client.on('error', () => broken.add(client)));
  let outage: { readonly cause: unknown; readonly since: number } | undefined;
  let isUncertain = false;
  let settleCommits: (() => Promise<void>) | undefined;
  let isClosed = false;
  let isPrepared = false;
  let preparing: Promise<void> | undefined;

  /** Prepares the database once, and again after a failure. */
  async function prepare(): Promise<void> {
    preparing ??= Promise.resolve(settings.prepare?.());
    try {
      await preparing;
      isPrepared = true;
    } catch (cause) {
      preparing = undefined;
      if (isUnreachable(cause)) noteOutage(cause);
      throw cause;
    }
  }

  function noteOutage(cause: unknown): void {
    outage = { cause, since: outage?.since ?? performance.now() };
  }

  /** A statement whose connection was given up may still be carried out for a while. */
  async function settleTwice(): Promise<void> {
    await settleCommits?.();
    await sleep(LATE_COMMIT_MS, undefined, { ref: false });
    if (!isClosed) await settleCommits?.();
  }

  /** Called when the database answers: now it can be told what became of the commits whose result is unknown. */
  function settleUncertain(): void {
    if (!isUncertain) return;
    isUncertain = false;
    void settleTwice().catch(() => {
      isUncertain = true;
    });
  }

  /** Tries again while the database cannot be reached, and when another transaction was in the way. */
  async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    for (let tries = 1; ; tries += 1) {
      try {
        if (!isPrepared) await prepare();
        const result = await attempt();
        outage = undefined;
        settleUncertain();
        return result;
      } catch (cause) {
        if (!mayTryAgain(cause, { startedAt, tries })) throw asUnreachable(cause);
        await sleep(Math.min(MIN_PAUSE_MS * tries, MAX_PAUSE_MS));
      }
    }
  }

  function mayTryAgain(cause: unknown, { startedAt, tries }: Attempts): boolean {
    if (isClosed) return false;
    if (isConflict(cause)) return tries < MAX_CONFLICTS;
    if (!isUnreachable(cause)) return false;
    noteOutage(cause);
    isUncertain = true; // a statement may have been done
    const since = Math.min(startedAt, outage?.since ?? startedAt);
    return performance.now() - since < PATIENCE_MS;
  }

  const ask = ({ name, text }: Statement, values: readonly unknown[]) =>
    withRetries(() =>
      pool.query<Record<string, unknown>>({ name, text, values: values.map(toStored) }),
    );

  /** Runs work between the beginning and the end of a transaction. */
  async function inTransaction<T>(work: (inside: PgConnection) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let isOpen = true;
    let isCommitting = false;
    try {
      await client.query(BEGIN);
      const result = await work(inside(client, () => isOpen));
      if (broken.has(client))
        throw new StorageUnreachable('the connection broke before the commit');
      isCommitting = true;
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('a statement of the transaction had failed');
      client.release();
      return result;
    } catch (cause) {
      const isBroken = isUnreachable(cause) || !(await rollBack(client));
      client.release(isBroken);
      if (!isCommitting || !isBroken) throw cause;
      isUncertain = true;
      throw new CommitUncertain('it is unknown whether the transaction was committed', { cause });
    } finally {
      isOpen = false;
    }
  }

  const decide = <T>(work: (inside: PgConnection) => Promise<T>) =>
    withRetries(() => inTransaction(AsyncLocalStorage.bind(work)));

  return {
    rows: async (what, ...values) => (await ask(what, values)).rows.map(fromStored),
    run: async (what, ...values) => (await ask(what, values)).rowCount ?? 0,
    decide,
    async transact(work) {
      const afterwards: (() => void)[] = [];
      const result = await decide((connection) => {
        afterwards.length = 0; // it may be another attempt
        return work({ ...connection, after: (effect) => void afterwards.push(effect) });
      });
      for (const effect of afterwards) effect();
      return result;
    },
    prepare,
    isClosed: () => isClosed,
    outage: () => (outage ? describeFault(outage.cause) : undefined),
    onUncertain(settle) {
      settleCommits = settle;
    },
    async [Symbol.asyncDispose]() {
      if (isClosed) return;
      isClosed = true;
      await pool.end();
    },
  };
}

/** The connection broke while a transaction was committed. */
class CommitUncertain extends Error {
  override readonly name = 'CommitUncertain';
}

function inside(client: pg.PoolClient, isOpen: () => boolean): PgConnection {
  async function ask({ name, text }: Statement, values: readonly unknown[]) {
    if (!isOpen()) throw new Error('the transaction has ended');
    return client.query<Record<string, unknown>>({ name, text, values: values.map(toStored) });
  }
  const connection: PgConnection = {
    rows: async (what, ...values) => (await ask(what, values)).rows.map(fromStored),
    run: async (what, ...values) => (await ask(what, values)).rowCount ?? 0,
    decide: (work) => work(connection),
  };
  return connection;
}

/** Returns false when the connection is of no use any more. */
const rollBack = (client: pg.PoolClient): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  );

/** Replaces the many errors of a server that cannot be reached. */
const asUnreachable = (cause: unknown): unknown =>
  isUnreachable(cause)
    ? new StorageUnreachable('the database cannot be reached', { cause })
    : cause;
