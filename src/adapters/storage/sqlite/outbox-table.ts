import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { isEnd } from '../../../channels/delivery-state.ts';
import type { OutboundMessage } from '../../../channels/outbound-message.ts';
import type { Backlog, Change, OutboxText, Traffic } from '../../../outbox/outbox.ts';
import { toOutboxText } from '../outbox-row.ts';
import type { Connection } from './connection.ts';

const Recipient = z.object({ recipient: z.string() });

export const optionalNumber = (value: SQLOutputValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** The texts that are not with the carrier yet. */
export const QUEUED = "state IN ('waiting', 'handing')";

/** The rows of the outbox, for decisions that concern more than one table. `is_first` marks the text that is first in the queue of its phone. */
export interface OutboxTable {
  add(text: OutboundMessage, at: number, possiblyOutSince?: number): void;
  get(id: number): OutboxText | undefined;
  update(text: OutboxText, change: Change): void;
  /** Returns `undefined` when no text for this phone waits. */
  backlog(to: string): Backlog | undefined;
  handedSince(at: number): Traffic;
  /** Returns the texts for this phone that wait and may be replaced, oldest first. */
  replaceable(to: string): readonly OutboxText[];
  /** Ends texts that were merged into, or replaced by, a newer one. */
  supersede(texts: readonly Pick<OutboxText, 'id'>[]): void;
}

export function createOutboxTable({ sql }: Pick<Connection, 'sql'>): OutboxTable {
  const insert = sql.prepare(
    `INSERT INTO outbox (key, recipient, sender, body, at, good_until, state, open, due, handed_at, trip,
       is_replaceable, importance, is_first)
     VALUES (:key, :to, :from, :body, :at, :goodUntil, :state, 1, :at, :handedAt, :trip, :isReplaceable,
       :importance, NOT EXISTS (SELECT 1 FROM outbox WHERE recipient = :to AND ${QUEUED}))
     ON CONFLICT DO NOTHING`,
  );
  const find = sql.prepare('SELECT * FROM outbox WHERE id = ?');
  const update = sql.prepare(
    'UPDATE outbox SET state = ?, open = ?, sid = ?, code = ?, due = coalesce(?, due) WHERE id = ?',
  );
  const reorder = sql.prepare(
    `UPDATE outbox SET is_first = id = (
       SELECT min(id) FROM outbox WHERE recipient = :to AND ${QUEUED})
     WHERE recipient = :to AND ${QUEUED}`,
  );
  const oldest = sql.prepare(`SELECT min(at) AS at FROM outbox WHERE recipient = ? AND ${QUEUED}`);
  const queued = sql.prepare(
    `SELECT count(*) AS texts FROM (SELECT 1 FROM outbox WHERE ${QUEUED} LIMIT 10)`,
  );
  const traffic = sql.prepare(
    'SELECT count(*) AS texts, min(at) AS first FROM handover WHERE at > ?',
  );
  const replaceable = sql.prepare(
    `SELECT * FROM outbox
     WHERE recipient = ? AND ${QUEUED} AND state = 'waiting' AND is_replaceable = 1 ORDER BY id`,
  );
  const supersede = sql.prepare(
    "UPDATE outbox SET state = 'superseded', open = 0 WHERE id = ? RETURNING recipient",
  );

  return {
    add(text, at, possiblyOutSince) {
      const { key, to, from, body, goodUntil, trip, isReplaceable, importance = 'other' } = text;
      insert.run({
        ...{ key, to, body, at, goodUntil, importance },
        from: from ?? null,
        state: possiblyOutSince === undefined ? 'waiting' : 'handing',
        handedAt: possiblyOutSince ?? null,
        trip: trip ?? null,
        isReplaceable: isReplaceable ? 1 : 0,
      });
    },
    get: (id) => toOutboxText(find.get(id)),
    update(text, change) {
      const { state, sid, code } = { ...text, ...change };
      const isOpen = isEnd(state) ? 0 : 1;
      update.run(state, isOpen, sid ?? null, code ?? null, change.due ?? null, text.id);
      if (state !== text.state) reorder.run({ to: text.to });
    },
    backlog(to) {
      const oldestAt = optionalNumber(oldest.get(to)?.['at']);
      return oldestAt === undefined
        ? undefined
        : { oldestAt, texts: Number(queued.get()?.['texts']) };
    },
    handedSince(at) {
      const row = traffic.get(at);
      return { texts: Number(row?.['texts']), firstAt: Number(row?.['first'] ?? at) };
    },
    replaceable: (to) => replaceable.all(to).flatMap((row) => toOutboxText(row) ?? []),
    supersede(texts) {
      for (const { id } of texts) {
        const row = supersede.get(id);
        if (row) reorder.run({ to: Recipient.parse(row).recipient });
      }
    },
  };
}
