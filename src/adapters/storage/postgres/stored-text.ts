import { z } from 'zod';
import { type AnswerState, toAnswerState } from '../inbox-row.ts';

const Row = z.object({ id: z.number(), owner: z.string().nullable() });

/** A text with its answer, as far as that is decided. */
export interface StoredText extends AnswerState {
  readonly id: number;
  /** The replica that handles the text. */
  readonly owner: string | null;
}

/** The columns that `toStoredText` reads. */
export const STORED_COLUMNS = 'id, owner, answered, way, answer';

export const toStoredText = (row: unknown): StoredText => ({
  ...Row.parse(row),
  ...toAnswerState(row),
});
