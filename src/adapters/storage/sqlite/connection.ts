import type { DatabaseSync } from 'node:sqlite';

/** A connection on which stores read and decide. */
export interface Connection {
  readonly sql: DatabaseSync;
  /**
   * Runs one decision, its condition and its change, in a transaction; resolves when it is on the disk. It may run
   * twice: what it changes in memory it takes back by `undo`.
   */
  readonly write: <T>(decide: () => T) => Promise<T>;
  /** Reads what is committed. */
  readonly read: <T>(query: () => T) => Promise<T>;
}

/** The connection of a process, besides the one inside of its transactions. */
export interface MainConnection extends Connection {
  /** Called inside of a decision: runs when its transaction fails. */
  readonly undo: (effect: () => void) => void;
  /** The connection inside of `transact`: it refuses whatever comes after the end. */
  readonly inside: Connection;
  /** Counts the transactions: memory is compared with the file once in each. */
  readonly transaction: () => number;
  /** Runs a last decision before the connection closes. */
  readonly onClose: (decide: () => void) => void;
}

/** Runs everything at once: for commands that do one thing. */
export const immediate = (sql: DatabaseSync): Connection => ({ sql, write: now, read: now });

const now = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));
