import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './database.ts';

interface Lock extends Disposable {
  /** Another process has the database open. */
  readonly isTaken: boolean;
}

/** Stands for the lock of a database that does not exist. */
export const NOT_TAKEN: Lock = { isTaken: false, [Symbol.dispose]: () => undefined };

/** Locks the database, which a running relay holds open. A file that is no longer a database needs no lock. */
export function lockExclusively(database: string): Lock {
  using cleanup = new DisposableStack();
  const sql = cleanup.use(new DatabaseSync(database, { timeout: 0 }));
  try {
    sql.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (cause) {
    if (isBusy(cause)) return { isTaken: true, [Symbol.dispose]: () => undefined };
  }
  const owned = cleanup.move();
  return { isTaken: false, [Symbol.dispose]: () => owned.dispose() };
}
