import { z } from 'zod';
import { numbersOf } from '../../../people/person.ts';
import type { Suspended, Suspensions } from '../../../people/suspensions.ts';
import type { Connection } from './connection.ts';

const Row = z.object({ at: z.int() });

/** The id may be a number. */
const keysOf = (person: Suspended): ReadonlySet<string> =>
  new Set([person.id, ...numbersOf(person)]);

/** Stores who is locked out. It is read on every call: `sms-relay people off` writes there too. */
export function createSuspensionStore({ sql, read, write }: Connection): Suspensions {
  const since = createSuspendedSince({ sql });
  const insert = sql.prepare('INSERT OR IGNORE INTO suspended_person (person, at) VALUES (?, ?)');
  const remove = sql.prepare('DELETE FROM suspended_person WHERE person = ?');

  return {
    since: (person) => read(() => since(person)),
    suspend: (person, at) =>
      write(() => {
        const isNew = since(person) === undefined;
        for (const key of keysOf(person)) insert.run(key, at);
        return isNew;
      }),
    readmit: (person) =>
      write(() => {
        const wasOff = since(person) !== undefined;
        for (const key of keysOf(person)) remove.run(key);
        return wasOff;
      }),
  };
}

/** Returns since when somebody is locked out, at once: also for what is not asynchronous yet. */
function createSuspendedSince({
  sql,
}: Pick<Connection, 'sql'>): (person: Suspended) => number | undefined {
  const find = sql.prepare('SELECT at FROM suspended_person WHERE person = ?');
  return (person) => {
    for (const key of keysOf(person)) {
      const row = find.get(key);
      if (row) return Row.parse(row).at;
    }
    return undefined;
  };
}
