import { z } from 'zod';
import type { ConfirmedCodes } from '../../../approvals/confirmed-codes.ts';
import { hashCode } from '../../../approvals/hash-code.ts';
import type { Connection } from './connection.ts';

const Row = z.object({ run: z.string(), hash: z.string() });

/** Stores the last confirmed code of each person in SQLite, as a hash. */
export function createSqliteConfirmedCodes({ sql, read, write }: Connection): ConfirmedCodes {
  const find = sql.prepare('SELECT run, hash FROM confirmed_code WHERE person = ?');
  const replace = sql.prepare(
    'INSERT OR REPLACE INTO confirmed_code (person, run, hash) VALUES (?, ?, ?)',
  );

  return {
    remember: ({ person, run, code }) =>
      write(() => void replace.run(person, run, hashCode(run, code))),
    findRun: (person, code) =>
      read(() => {
        const row = find.get(person);
        if (!row) return undefined;
        const { run, hash } = Row.parse(row);
        return hash === hashCode(run, code) ? run : undefined;
      }),
  };
}
