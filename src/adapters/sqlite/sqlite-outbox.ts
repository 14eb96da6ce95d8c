import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { DELIVERY_STATES, isEnd } from '../../outbox/delivery-state.ts';
import type { Outbox, OutboxText } from '../../outbox/outbox.ts';
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
});

const MS_PER_SEGMENT = 1000;

/** A text that is not with the carrier yet waits until those before it are. */
const NOT_BEHIND = `NOT (t.state IN ('waiting', 'handing') AND EXISTS (
  SELECT 1 FROM outbox e
  WHERE e.recipient = t.recipient AND e.id < t.id AND e.state IN ('waiting', 'handing')))`;

/** The outbox in SQLite. Every call is committed when it returns. */
export function createSqliteOutbox({ sql, atomically }: Database): Outbox {
  const insert = sql.prepare(
    `INSERT INTO outbox
     (key, recipient, sender, body, at, good_until, state, open, due, handed_at, trip)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const find = sql.prepare('SELECT * FROM outbox WHERE id = ?');
  const findSid = sql.prepare('SELECT 1 FROM outbox WHERE sid = ?');
  const next = sql.prepare(
    `SELECT * FROM outbox t WHERE open = 1 AND due <= ? AND ${NOT_BEHIND}
     ORDER BY t.state IN ('waiting', 'handing') DESC, id LIMIT 1`,
  );
  const nextDue = sql.prepare(
    `SELECT min(due) AS due FROM outbox t WHERE open = 1 AND ${NOT_BEHIND}`,
  );
  const update = sql.prepare(
    'UPDATE outbox SET state = ?, open = ?, sid = ?, code = ?, due = ? WHERE id = ?',
  );
  const dueOf = sql.prepare('SELECT due FROM outbox WHERE id = ?');
  const behind = sql.prepare(
    `SELECT 1 FROM outbox
     WHERE recipient = ? AND at >= ? AND state IN ('waiting', 'handing') LIMIT 1`,
  );
  const begin = sql.prepare(
    `UPDATE outbox SET state = 'handing', attempts = ?, handed_at = ?, due = ? WHERE id = ?`,
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
  const forget = sql.prepare(
    'UPDATE outbox SET body = NULL WHERE at < ? AND open = 0 AND body IS NOT NULL',
  );
  const forgetHandovers = sql.prepare('DELETE FROM handover WHERE at < ?');

  return {
    add({ key, to, from, body, goodUntil, trip }, at, possiblyOutSince) {
      const state = possiblyOutSince === undefined ? 'waiting' : 'handing';
      const handedAt = possiblyOutSince ?? null;
      insert.run(key, to, from ?? null, body, at, goodUntil, state, at, handedAt, trip ?? null);
    },
    get: (id) => toText(find.get(id)),
    knows: (sid) => findSid.get(sid) !== undefined,
    next: (now) => toText(next.get(now)),
    nextDue() {
      const due = nextDue.get()?.['due'];
      return typeof due === 'number' ? due : undefined;
    },
    change(id, change) {
      const text = toText(find.get(id));
      if (!text) return;
      const { state, sid, code } = { ...text, ...change };
      const due = change.due ?? Number(dueOf.get(id)?.['due']);
      update.run(state, isEnd(state) ? 0 : 1, sid ?? null, code ?? null, due, id);
    },
    holds: (to, since) => behind.get(to, since) !== undefined,
    handOver({ id, attempts, from, segments }, at, due) {
      atomically(() => {
        begin.run(attempts, at, due, id);
        insertHandover.run(id, attempts, from, segments, at);
      });
    },
    takeBack({ id, attempts }) {
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
    troubles: (since) =>
      troubles.all(since).map((row) => ({ code: Number(row['code']), at: Number(row['at']) })),
    forgetBefore(at) {
      forgetHandovers.run(at);
      return Number(forget.run(at).changes);
    },
  };
}

function toText(row: Record<string, SQLOutputValue> | undefined): OutboxText | undefined {
  if (!row) return undefined;
  const { recipient, sender, body = '', good_until, handed_at, ...rest } = Row.parse(row);
  return {
    ...rest,
    trip: rest.trip ?? `text-${rest.id}`,
    to: recipient,
    from: sender,
    body,
    goodUntil: good_until,
    handedAt: handed_at,
  };
}
