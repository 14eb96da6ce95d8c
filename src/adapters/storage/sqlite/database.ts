import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Transaction } from '../../../store/transact.ts';
import { DatabaseUnavailable } from '../relay-storage.ts';
import type { Connection, MainConnection } from './connection.ts';
import { createGroup } from './group-commit.ts';
import { keepOlderFile } from './keep-older-file.ts';
import { migrate } from './migrations.ts';

export interface Database extends MainConnection, Disposable {
  /** The file; undefined when the database is kept in memory. */
  readonly file: string | undefined;
  /** Why the newest transaction failed, and when by `performance.now()`; undefined when it was committed. */
  readonly lastFailure: () => CommitFailure | undefined;
  /** Runs asynchronous work in a transaction of its own, on the connection that it is given. */
  readonly transact: <T>(work: (tx: Connection & Transaction) => Promise<T>) => Promise<T>;
}

/** A transaction that was not committed. */
export interface CommitFailure {
  readonly cause: unknown;
  readonly at: number;
}

const OPEN_TIMEOUT_MS = 5000;

/** SQLite blocks the event loop while it waits for a lock: a longer wait is a retry that leaves the loop free. */
const BUSY_TIMEOUT_MS = 50;

/** Opens `sqlite:<file>` or `memory:` and migrates its tables. */
export function openDatabase(url: string): Database {
  try {
    return open(url);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseUnavailable(`${url} ${why}`, { cause });
  }
}

function open(url: string): Database {
  using cleanup = new DisposableStack();
  const sql = cleanup.use(new DatabaseSync(fileOf(url), { timeout: OPEN_TIMEOUT_MS }));
  enableWal(sql);
  const file = fileIn(url);
  if (file !== undefined) keepOlderFile(sql, file);
  migrate(sql);
  sql.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  let lastFailure: CommitFailure | undefined;
  const group = cleanup.use(
    createGroup({
      sql,
      isBusy,
      onCommit(cause) {
        if (cause === undefined) lastFailure = undefined;
        else if (isStorageFault(cause)) lastFailure = { cause, at: performance.now() };
      },
    }),
  );
  const inside = { sql, write: group.runInside, read: group.runInside };
  const owned = cleanup.move();
  return {
    sql,
    file,
    lastFailure: () => lastFailure,
    write: group.write,
    read: group.read,
    undo: group.undo,
    transaction: group.transaction,
    onClose: group.onClose,
    inside,
    transact: (work) => group.transact((tx) => work({ ...inside, ...tx })),
    [Symbol.dispose]: () => owned.dispose(),
  };
}

/** Returns the file of `sqlite:<file>`; undefined for a database of another engine, or in memory. */
export const fileIn = (url: string): string | undefined =>
  url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined;

function fileOf(url: string): string {
  const file = fileIn(url);
  if (file === undefined) return ':memory:';
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600)); // texts are private: only the owner may read them
  return file;
}

const SQLITE_BUSY = 5;
const RETRY_MS = 20;

/** Switches to WAL, retrying: SQLite does not wait for a lock with this statement, unlike with all others. */
function enableWal(sql: DatabaseSync): void {
  const until = performance.now() + OPEN_TIMEOUT_MS;
  for (;;) {
    try {
      // FULL, so that what we answered survives a power cut as well as a crash.
      sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      return;
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > until) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/** Returns whether another connection holds the database. */
export const isBusy = (cause: unknown): boolean => primaryCode(cause) === SQLITE_BUSY;

const SQLITE_CONSTRAINT = 19;

/** Returns whether the file, the disk or a lock caused an error, rather than the work itself. */
const isStorageFault = (cause: unknown): boolean =>
  ![undefined, SQLITE_CONSTRAINT].includes(primaryCode(cause));

/** Returns SQLite's code of an error without what extends it; `undefined` for errors that are not SQLite's. */
const primaryCode = (cause: unknown): number | undefined =>
  cause instanceof Error && 'errcode' in cause && typeof cause.errcode === 'number'
    ? cause.errcode & 0xff
    : undefined;
