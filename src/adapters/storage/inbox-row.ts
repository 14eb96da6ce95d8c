import { z } from 'zod';
import { MESSAGE_KINDS } from '../../core/message-outcome.ts';
import type { FittedAnswer } from '../../core/reply.ts';
import type { UnfinishedText } from '../../inbox/inbox.ts';
import { flagColumn } from './flag-column.ts';

const UnfinishedRow = z.object({
  sid: z.string(),
  sender: z.string(),
  recipient: z.string().nullable(),
  at: z.number(),
  body: z.string().nullable(),
  media: z.number(),
  answered: flagColumn,
  answer: z.string().nullable(),
  tries: z.number(),
  kind: z.enum(MESSAGE_KINDS).nullable(),
});

const AnswerRow = z.object({
  answered: flagColumn,
  way: z.string().nullable(),
  answer: z.string().nullable(),
});

/** The answer of a text, as far as it is decided. */
export interface AnswerState {
  readonly isAnswered: boolean;
  /** True when its answer goes out as a text of its own. */
  readonly isSeparate: boolean;
  /** The response to the webhook; `undefined` while that is open. Deleted answers are empty ones. */
  readonly response: FittedAnswer | undefined;
}

/** Reads the answer of a text, as both engines store it. */
export function toAnswerState(row: unknown): AnswerState {
  const { answered, way, answer: words } = AnswerRow.parse(row);
  const isSeparate = way === 'text';
  const isOpen = !answered && !isSeparate;
  const response = isSeparate || words === null ? {} : { text: words };
  return { isAnswered: answered, isSeparate, response: isOpen ? undefined : response };
}

/** Reads a text without an answer, or with one that may not have arrived, as both engines store it. */
export function toUnfinished(row: unknown): UnfinishedText {
  const { sender, recipient, body, answered, answer, kind, ...rest } = UnfinishedRow.parse(row);
  const reply = answer === null ? {} : { text: answer };
  return {
    ...rest,
    from: sender,
    to: recipient ?? undefined,
    body: body ?? '',
    answer: answered ? { ...reply, kind: kind ?? undefined } : undefined,
  };
}
