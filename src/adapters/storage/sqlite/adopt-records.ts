import { numbersOf, type Person } from '../../../people/person.ts';
import type { Database } from './database.ts';
import { inTransaction } from './transaction.ts';

/** Tables with a row, or rows, of each person. The audit log is never rewritten: readers match its numbers. A lock-out stays with the number too. */
const TABLES = ['wrong_code', 'confirmed_code', 'pending_approval', 'spending'] as const;

/** Gives people who have a name now the locks, codes, questions and spending that were stored under their number. */
export function adoptRecords({ sql }: Database, people: readonly Person[]): void {
  const moves = people
    .filter(({ name }) => name !== undefined)
    .flatMap(({ id, addresses }) => numbersOf({ addresses }).map((number) => ({ id, number })));
  if (moves.length === 0) return;
  const updates = TABLES.map((table) =>
    sql.prepare(`UPDATE OR REPLACE ${table} SET person = ? WHERE person = ?`),
  );
  inTransaction(sql, () => {
    for (const { id, number } of moves) for (const update of updates) update.run(id, number);
  });
}
