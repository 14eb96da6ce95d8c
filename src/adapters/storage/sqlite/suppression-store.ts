import type { Suppressions } from '../../../outbox/suppressions.ts';
import type { Connection } from './connection.ts';
import { createSuppressionTable } from './suppression-table.ts';

/** Stores in SQLite the addresses that get no texts. */
export function createSuppressionStore(connection: Connection): Suppressions {
  const { of, all } = createSuppressionTable(connection);
  return {
    of: (address) => connection.read(() => of(address)),
    all: () => connection.read(all),
  };
}
