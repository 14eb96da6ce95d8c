import { z } from 'zod';
import type { Suspensions } from '../../../people/suspensions.ts';
import type { Database } from './database.ts';

const Row = z.object({ at: z.int() });

/** Stores who is locked out. It is read on every call: `sms-relay people off` writes there too. */
export function createSuspensionStore({ sql }: Pick<Database, 'sql'>): Suspensions {
  const find = sql.prepare('SELECT at FROM suspended_person WHERE person = ?');
  const insert = sql.prepare('INSERT OR IGNORE INTO suspended_person (person, at) VALUES (?, ?)');
  const remove = sql.prepare('DELETE FROM suspended_person WHERE person = ?');

  return {
    since(person) {
      const row = find.get(person);
      return row && Row.parse(row).at;
    },
    suspend: (person, at) => insert.run(person, at).changes > 0,
    readmit: (person) => remove.run(person).changes > 0,
  };
}
