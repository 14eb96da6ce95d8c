import type { TextLedger } from '../../../spending/text-ledger.ts';
import type { Connection } from './connection.ts';
import { createTextMonthTable } from './text-month-table.ts';

/** Stores the cost of texts in SQLite. */
export function createTextLedger(connection: Connection): TextLedger {
  const { read, write } = connection;
  const table = createTextMonthTable(connection);
  return {
    ofMonth: (month) => read(() => table.of(month)),
    add: (month, texts) => write(() => table.add(month, texts)),
  };
}
