import type { UsedCodes } from '../../../approvals/second-factor.ts';
import type { Database } from './database.ts';

/** Stores the newest used code in SQLite: it and all earlier codes are no longer accepted. */
export function createUsedCodesStore({ sql }: Database): UsedCodes {
  const advance = sql.prepare(
    `INSERT INTO used_code (id, step) VALUES (1, ?)
     ON CONFLICT (id) DO UPDATE SET step = excluded.step WHERE excluded.step > step`,
  );
  return { use: (step) => advance.run(step).changes === 1 };
}
