import { z } from 'zod';
import type { TextCosts } from '../../spending/text-ledger.ts';
import { flagColumn } from './flag-column.ts';

const Row = z.object({
  received: z.int(),
  sent: z.int(),
  dropped: z.int(),
  micros: z.int(),
  billed_micros: z.int(),
});

const NOTHING: TextCosts = { received: 0, sent: 0, dropped: 0, micros: 0, billedMicros: 0 };

/** Reads the texts of a month, as both engines store them. */
export function toTextCosts(row: unknown): TextCosts {
  if (row === undefined) return NOTHING;
  const { billed_micros: billedMicros, ...rest } = Row.parse(row);
  return { ...rest, billedMicros };
}

/** The charge of an attempt as it was stored; attempts of older formats have none. */
export const ChargeRow = z.object({
  month: z.string().nullable(),
  micros: z.int(),
  is_billed: flagColumn,
});
