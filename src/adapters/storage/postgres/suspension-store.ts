import { z } from 'zod';
import { suspensionKeys } from '../../../people/suspension-keys.ts';
import type { Suspended, Suspensions } from '../../../people/suspensions.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const Row = z.object({ at: z.int() });

const FIND = statement('SELECT at FROM suspended_person WHERE person = ANY($1) LIMIT 1');
const INSERT = statement(
  `INSERT INTO suspended_person (person, at) SELECT unnest($1::text[]), $2
   ON CONFLICT (person) DO NOTHING`,
);
const DELETE = statement('DELETE FROM suspended_person WHERE person = ANY($1)');

/** Stores who is locked out. */
export function createSuspensionStore(connection: PgConnection): Suspensions {
  async function since(inside: PgConnection, person: Suspended): Promise<number | undefined> {
    const row = await firstRow(inside, FIND, suspensionKeys(person));
    return row && Row.parse(row).at;
  }

  return {
    since: (person) => since(connection, person),
    suspend: (person, at) =>
      connection.decide(async (inside) => {
        const isNew = (await since(inside, person)) === undefined;
        await inside.run(INSERT, suspensionKeys(person), at);
        return isNew;
      }),
    readmit: async (person) => (await connection.run(DELETE, suspensionKeys(person))) > 0,
  };
}
