import { z } from 'zod';
import type { ConfirmedCodes } from '../../../approvals/confirmed-codes.ts';
import { hashCode } from '../../../approvals/hash-code.ts';
import type { UsedCodes } from '../../../approvals/second-factor.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const Row = z.object({ run: z.string(), hash: z.string() });

const FIND = statement('SELECT run, hash FROM confirmed_code WHERE person = $1');
const REPLACE = statement(
  `INSERT INTO confirmed_code (person, run, hash) VALUES ($1, $2, $3)
   ON CONFLICT (person) DO UPDATE SET run = excluded.run, hash = excluded.hash`,
);
const USE = statement(
  `INSERT INTO used_code AS u (id, step) VALUES (1, $1)
   ON CONFLICT (id) DO UPDATE SET step = excluded.step WHERE excluded.step > u.step`,
);

/** Stores the last confirmed code of each person, as a hash. */
export const createConfirmedCodesStore = (connection: PgConnection): ConfirmedCodes => ({
  async remember({ person, run, code }) {
    await connection.run(REPLACE, person, run, hashCode(run, code));
  },
  async findRun(person, code) {
    const row = await firstRow(connection, FIND, person);
    if (!row) return undefined;
    const { run, hash } = Row.parse(row);
    return hash === hashCode(run, code) ? run : undefined;
  },
});

/** Stores the newest used code: it and all earlier codes are no longer accepted. */
export const createUsedCodesStore = (connection: PgConnection): UsedCodes => ({
  use: async (step) => (await connection.run(USE, step)) === 1,
});
