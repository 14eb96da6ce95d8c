import { z } from 'zod';

/** The wrong tries of a person, as both engines store them. */
export const WrongTriesRow = z
  .object({
    at: z.int(),
    ages: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(z.int())),
    in_a_row: z.int(),
    level: z.int(),
    lock_ms: z.int(),
    wrong_unlocks: z.int(),
  })
  .transform(({ at, ages, level, ...row }) => ({
    at,
    tries: {
      ages,
      level,
      inARow: row.in_a_row,
      lockMs: row.lock_ms,
      wrongUnlocks: row.wrong_unlocks,
    },
  }));
