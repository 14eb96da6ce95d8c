import type { UsedCodes } from '../../../approvals/second-factor.ts';
import type { Connection } from './connection.ts';

/** Stores the newest used code in SQLite: it and all earlier codes are no longer accepted. */
export function createUsedCodesStore({ sql, write }: Connection): UsedCodes {
  const advance = sql.prepare(
    `INSERT INTO used_code (id, step) VALUES (1, ?)
     ON CONFLICT (id) DO UPDATE SET step = excluded.step WHERE excluded.step > step`,
  );
  return { use: (step) => write(() => advance.run(step).changes === 1) };
}
