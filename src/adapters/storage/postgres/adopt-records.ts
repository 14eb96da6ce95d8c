import { numbersOf, type Person } from '../../../people/person.ts';
import { type PgConnection, statement } from './connection.ts';

/** Tables with one row of each person. */
const KEYED = ['wrong_code', 'confirmed_code', 'pending_approval'] as const;

const MOVES = KEYED.map((table) => ({
  free: statement(
    `DELETE FROM ${table} WHERE person = $1 AND EXISTS (SELECT 1 FROM ${table} WHERE person = $2)`,
  ),
  move: statement(`UPDATE ${table} SET person = $1 WHERE person = $2`),
}));
const SPENDING = statement('UPDATE spending SET person = $1 WHERE person = $2');

/** Gives people who have a name now the locks, codes, questions and spending that were stored under their number. */
export async function adoptRecords(
  connection: Pick<PgConnection, 'decide'>,
  people: readonly Person[],
): Promise<void> {
  const renamed = people
    .filter(({ name }) => name !== undefined)
    .flatMap(({ id, addresses }) => numbersOf({ addresses }).map((number) => ({ id, number })));
  if (renamed.length === 0) return;
  await connection.decide(async (inside) => {
    for (const { id, number } of renamed) {
      for (const { free, move } of MOVES) {
        await inside.run(free, id, number);
        await inside.run(move, id, number);
      }
      await inside.run(SPENDING, id, number);
    }
  });
}
