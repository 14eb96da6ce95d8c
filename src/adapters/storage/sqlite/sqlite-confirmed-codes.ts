import { hash } from 'node:crypto';
import { z } from 'zod';
import type { ConfirmedCodes } from '../../../approvals/confirmed-codes.ts';
import type { Database } from './database.ts';

const Row = z.object({ run: z.string(), hash: z.string() });

/** Stores the last confirmed code of each person in SQLite, as a hash. */
export function createSqliteConfirmedCodes({ sql }: Pick<Database, 'sql'>): ConfirmedCodes {
  const find = sql.prepare('SELECT run, hash FROM confirmed_code WHERE person = ?');
  const replace = sql.prepare(
    'INSERT OR REPLACE INTO confirmed_code (person, run, hash) VALUES (?, ?, ?)',
  );

  return {
    remember({ person, run, code }) {
      replace.run(person, run, hashOf(run, code));
    },
    findRun(person, code) {
      const row = find.get(person);
      if (!row) return undefined;
      const { run, hash: known } = Row.parse(row);
      return known === hashOf(run, code) ? run : undefined;
    },
  };
}

const hashOf = (run: string, code: string): string => hash('sha256', `${run} ${code}`, 'hex');
