import { z } from 'zod';
import { DELIVERY_STATES } from '../../channels/delivery-state.ts';
import { IMPORTANCES } from '../../channels/outbound-message.ts';
import type { OutboxText, QueuedText } from '../../outbox/outbox.ts';
import { flagColumn } from './flag-column.ts';

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullable().transform((value) => value ?? undefined);

const Row = z.object({
  id: z.number(),
  key: z.string(),
  recipient: z.string(),
  sender: optional(z.string()),
  body: optional(z.string()),
  good_until: z.number(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  handed_at: optional(z.number()),
  sid: optional(z.string()),
  code: optional(z.number()),
  trip: optional(z.string()),
  is_replaceable: flagColumn,
  importance: z.enum(IMPORTANCES),
});

const QueuedRow = z.object({ at: z.number(), due: z.number(), code: optional(z.number()) });

/** Reads what is known of a text that waits, as both engines store it. */
export const toQueuedText = (row: unknown): QueuedText => QueuedRow.parse(row);

/** Reads a text of the outbox, as both engines store it. */
export function toOutboxText(
  row: Readonly<Record<string, unknown>> | undefined,
): OutboxText | undefined {
  if (!row) return undefined;
  const {
    recipient,
    sender,
    body = '',
    good_until,
    handed_at,
    is_replaceable,
    ...rest
  } = Row.parse(row);
  return {
    ...rest,
    trip: rest.trip ?? `text-${rest.id}`,
    to: recipient,
    from: sender,
    body,
    goodUntil: good_until,
    handedAt: handed_at,
    isReplaceable: is_replaceable,
  };
}
