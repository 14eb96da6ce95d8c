/** A transaction, besides the stores in it. */
export interface Transaction {
  /** Runs work once the transaction is committed; never when it fails. */
  readonly after: (work: () => void) => void;
}

/**
 * Runs calls of several stores as one transaction: all of them are committed, or none. Only store calls of
 * `tx` may be awaited inside; for a single decision use the method of the store instead.
 */
export type Transact<Stores> = <T>(work: (tx: Stores & Transaction) => Promise<T>) => Promise<T>;
