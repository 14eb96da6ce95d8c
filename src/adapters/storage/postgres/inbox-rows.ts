import { z } from 'zod';
import { MESSAGE_KINDS } from '../../../core/message-outcome.ts';
import type { FittedAnswer } from '../../../core/reply.ts';
import type { UnfinishedText } from '../../../inbox/inbox.ts';

const Row = z.object({
  sid: z.string(),
  sender: z.string(),
  recipient: z.string().nullable(),
  at: z.number(),
  body: z.string().nullable(),
  media: z.number(),
  answered: z.boolean(),
  answer: z.string().nullable(),
  tries: z.number(),
  kind: z.enum(MESSAGE_KINDS).nullable(),
});

const State = z.object({
  id: z.number(),
  owner: z.string().nullable(),
  answered: z.boolean(),
  way: z.string().nullable(),
  answer: z.string().nullable(),
});

/** The answer of a text, as far as it is decided. */
export interface StateOfAnswer {
  readonly id: number;
  /** The replica that handles the text. */
  readonly owner: string | null;
  readonly isAnswered: boolean;
  /** True when its answer goes out as a text of its own. */
  readonly isSeparate: boolean;
  /** The response to the webhook; `undefined` while that is open. Deleted answers are empty ones. */
  readonly response: FittedAnswer | undefined;
}

/** The columns that `toStateOfAnswer` reads. */
export const STATE_COLUMNS = 'id, owner, answered, way, answer';

export function toStateOfAnswer(row: Readonly<Record<string, unknown>>): StateOfAnswer {
  const { id, owner, answered, way, answer: words } = State.parse(row);
  const isSeparate = way === 'text';
  const isOpen = !answered && !isSeparate;
  const response = isSeparate || words === null ? {} : { text: words };
  return {
    ...{ id, owner, isAnswered: answered, isSeparate },
    response: isOpen ? undefined : response,
  };
}

export function toUnfinished(row: Readonly<Record<string, unknown>>): UnfinishedText {
  const { sender, recipient, body, answered, answer, kind, ...rest } = Row.parse(row);
  const reply = answer === null ? {} : { text: answer };
  return {
    ...rest,
    from: sender,
    to: recipient ?? undefined,
    body: body ?? '',
    answer: answered ? { ...reply, kind: kind ?? undefined } : undefined,
  };
}
