import { z } from 'zod';
import { numbersOf } from '../../../people/person.ts';
import type { Suspended, Suspensions } from '../../../people/suspensions.ts';
import type { Database } from './database.ts';

const Row = z.object({ at: z.int() });

/** The id may be a number. */
const keysOf = (person: Suspended): ReadonlySet<string> =>
  new Set([person.id, ...numbersOf(person)]);

/** Stores who is locked out. It is read on every call: `sms-relay people off` writes there too. */
export function createSuspensionStore({ sql }: Pick<Database, 'sql'>): Suspensions {
  const find = sql.prepare('SELECT at FROM suspended_person WHERE person = ?');
  const insert = sql.prepare('INSERT OR IGNORE INTO suspended_person (person, at) VALUES (?, ?)');
  const remove = sql.prepare('DELETE FROM suspended_person WHERE person = ?');

  function since(person: Suspended): number | undefined {
    for (const key of keysOf(person)) {
      const row = find.get(key);
      if (row) return Row.parse(row).at;
    }
    return undefined;
  }

  return {
    since,
    suspend(person, at) {
      const isNew = since(person) === undefined;
      for (const key of keysOf(person)) insert.run(key, at);
      return isNew;
    },
    readmit(person) {
      const wasOff = since(person) !== undefined;
      for (const key of keysOf(person)) remove.run(key);
      return wasOff;
    },
  };
}
