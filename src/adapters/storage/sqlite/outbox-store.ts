import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { DELIVERY_STATES, isEnd } from '../../../channels/delivery-state.ts';
import type { Outbox, OutboxText } from '../../../outbox/outbox.ts';
import type { Database } from './database.ts';

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
  is_replaceable: z.number().transform((value) => value === 1),
});

const Recipient = Row.pick({ recipient: true });

const optionalNumber = (value: SQLOutputValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

const MS_PER_SEGMENT = 1000;

const QUEUED = "state IN ('waiting', 'handing')";

/** Stores the outbox in SQLite. `is_first` marks the text that is first in the queue of its phone. */
export function createOutboxStore({
  sql,
  atomically,
}: Pick<Database, 'sql' | 'atomically'>): Outbox {
  const insert = sql.prepare(
    `INSERT INTO outbox (key, recipient, sender, body, at, good_until, state, open, due, handed_at, trip,
       is_replaceable, is_first)
     VALUES (:key, :to, :from, :body, :at, :goodUntil, :state, 1, :at, :handedAt, :trip, :isReplaceable,
       NOT EXISTS (SELECT 1 FROM outbox WHERE recipient = :to AND ${QUEUED}))
     ON CONFLICT DO NOTHING`,
  );
  const find = sql.prepare('SELECT * FROM outbox WHERE id = ?');
  const findSid = sql.prepare('SELECT 1 FROM outbox WHERE sid = ?');
  const nextToSend = sql.prepare(
    `SELECT * FROM outbox WHERE ${QUEUED} AND is_first = 1 AND due <= ? ORDER BY due, id LIMIT 1`,
  );
  const nextToAsk = sql.prepare(
    `SELECT * FROM outbox WHERE open = 1 AND NOT (${QUEUED}) AND due <= ? ORDER BY due LIMIT 1`,
  );
  const nextDue = sql.prepare(
    `SELECT min(due) AS due FROM (
       SELECT min(due) AS due FROM outbox WHERE ${QUEUED} AND is_first = 1 AND due > :now
       UNION ALL SELECT min(due) FROM outbox WHERE open = 1 AND NOT (${QUEUED}) AND due > :now)`,
  );
  const update = sql.prepare(
    'UPDATE outbox SET state = ?, open = ?, sid = ?, code = ?, due = ? WHERE id = ?',
  );
  const dueOf = sql.prepare('SELECT due FROM outbox WHERE id = ?');
  const replaceable = sql.prepare(
    `SELECT * FROM outbox
     WHERE recipient = ? AND ${QUEUED} AND state = 'waiting' AND is_replaceable = 1 ORDER BY id`,
  );
  const oldest = sql.prepare(`SELECT min(at) AS at FROM outbox WHERE recipient = ? AND ${QUEUED}`);
  const queued = sql.prepare(
    `SELECT count(*) AS texts FROM (SELECT 1 FROM outbox WHERE ${QUEUED} LIMIT 10)`,
  );
  const reorder = sql.prepare(
    `UPDATE outbox SET is_first = id = (
       SELECT min(id) FROM outbox WHERE recipient = :to AND ${QUEUED})
     WHERE recipient = :to AND ${QUEUED}`,
  );
  const supersede = sql.prepare(
    "UPDATE outbox SET state = 'superseded', open = 0 WHERE id = ? RETURNING recipient",
  );
  const rewrite = sql.prepare('UPDATE outbox SET body = ? WHERE id = ?');
  const shift = sql.prepare(
    `UPDATE outbox SET at = at + :ms, due = due + :ms, good_until = good_until + :ms,
       handed_at = handed_at + :ms WHERE open = 1`,
  );
  const shiftHandovers = sql.prepare('UPDATE handover SET at = at + :ms');
  const newest = sql.prepare(
    `SELECT max(at) AS at FROM (
       SELECT max(at) AS at FROM outbox UNION ALL SELECT max(at) FROM handover)`,
  );
  const begin = sql.prepare(
    `UPDATE outbox SET state = 'handing', attempts = ?, handed_at = ?, due = ?
     WHERE id = ? AND state = 'waiting'`,
  );
  const insertHandover = sql.prepare(
    'INSERT INTO handover (text, attempt, sender, segments, at) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteHandover = sql.prepare('DELETE FROM handover WHERE text = ? AND attempt = ?');
  const traffic = sql.prepare(
    'SELECT count(*) AS texts, min(at) AS first FROM handover WHERE at > ?',
  );
  const lastHandover = sql.prepare(
    'SELECT at + segments * ? AS free FROM handover WHERE sender = ? ORDER BY at DESC LIMIT 1',
  );
  const count = sql.prepare(
    'SELECT state, count(*) AS texts FROM outbox WHERE at >= ? GROUP BY state',
  );
  const troubles = sql.prepare(
    `SELECT code, max(at) AS at FROM outbox
     WHERE at >= ? AND code IS NOT NULL GROUP BY code ORDER BY max(at) DESC`,
  );
  const deleteBodies = sql.prepare(
    'UPDATE outbox SET body = NULL WHERE at < ? AND open = 0 AND body IS NOT NULL',
  );
  const deleteHandovers = sql.prepare('DELETE FROM handover WHERE at < ?');

  return {
    add({ key, to, from, body, goodUntil, trip, isReplaceable }, at, possiblyOutSince) {
      insert.run({
        ...{ key, to, body, at, goodUntil },
        from: from ?? null,
        state: possiblyOutSince === undefined ? 'waiting' : 'handing',
        handedAt: possiblyOutSince ?? null,
        trip: trip ?? null,
        isReplaceable: isReplaceable ? 1 : 0,
      });
    },
    get: (id) => toText(find.get(id)),
    hasSid: (sid) => findSid.get(sid) !== undefined,
    nextToSend: (now) => toText(nextToSend.get(now)),
    nextToAsk: (now) => toText(nextToAsk.get(now)),
    nextDue: (now) => optionalNumber(nextDue.get({ now })?.['due']),
    change: (id, change) =>
      atomically(() => {
        const text = toText(find.get(id));
        if (!text) return;
        const { state, sid, code } = { ...text, ...change };
        const due = change.due ?? Number(dueOf.get(id)?.['due']);
        update.run(state, isEnd(state) ? 0 : 1, sid ?? null, code ?? null, due, id);
        if (state !== text.state) reorder.run({ to: text.to });
      }),
    backlog(to) {
      const oldestAt = optionalNumber(oldest.get(to)?.['at']);
      return oldestAt === undefined
        ? undefined
        : { oldestAt, texts: Number(queued.get()?.['texts']) };
    },
    replaceable: (to) => replaceable.all(to).flatMap((row) => toText(row) ?? []),
    supersede: (texts) =>
      atomically(() => {
        for (const { id } of texts) {
          const row = supersede.get(id);
          if (row) reorder.run({ to: Recipient.parse(row).recipient });
        }
      }),
    rewrite(id, body) {
      rewrite.run(body, id);
    },
    shift: (ms) =>
      atomically(() => {
        shiftHandovers.run({ ms });
        return Number(shift.run({ ms }).changes);
      }),
    newestAt: () => optionalNumber(newest.get()?.['at']),
    handOver: ({ id, attempts, from, segments }, at, due) =>
      atomically(() => {
        if (begin.run(attempts, at, due, id).changes === 0) return false;
        insertHandover.run(id, attempts, from, segments, at);
        return true;
      }),
    cancelAttempt({ id, attempts }) {
      deleteHandover.run(id, attempts);
    },
    handedSince(at) {
      const row = traffic.get(at);
      return { texts: Number(row?.['texts']), firstAt: Number(row?.['first'] ?? at) };
    },
    freeAt: (from) => Number(lastHandover.get(MS_PER_SEGMENT, from)?.['free'] ?? 0),
    count: (since) =>
      new Map(
        count.all(since).map((row) => {
          const state = z.enum(DELIVERY_STATES).parse(row['state']);
          return [state, Number(row['texts'])];
        }),
      ),
    errorsSince: (since) =>
      troubles.all(since).map((row) => ({ code: Number(row['code']), at: Number(row['at']) })),
    forgetBefore(at) {
      deleteHandovers.run(at);
      return Number(deleteBodies.run(at).changes);
    },
  };
}

function toText(row: Record<string, SQLOutputValue> | undefined): OutboxText | undefined {
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
