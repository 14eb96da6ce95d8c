import type { DatabaseSync } from 'node:sqlite';

/** A connection on which stores read and decide. */
export interface Connection {
  readonly sql: DatabaseSync;
  /**
   * Runs one decision, its condition and its change, in a transaction; resolves when it is on the disk. The
   * decision may run twice, so it changes nothing but the database.
   */
  readonly write: <T>(decide: () => T) => Promise<T>;
  /** Reads what is committed. */
  readonly read: <T>(query: () => T) => Promise<T>;
}

/** Runs everything at once: for stores inside of a transaction, and for commands that do one thing. */
export const immediate = (sql: DatabaseSync): Connection => ({ sql, write: now, read: now });

const now = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));
