import { z } from 'zod';

/** A column that is true or false: SQLite stores it as a number. */
export const flagColumn = z.union([z.boolean(), z.int().transform((value) => value === 1)]);
