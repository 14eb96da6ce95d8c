import { z } from 'zod';
import { DELIVERY_STATES, isDelivered } from '../../../channels/delivery-state.ts';
import { parseAddress } from '../../../core/address.ts';
import { OVER_LIMIT } from '../../../outbox/carrier-errors.ts';
import { mergeAnswers } from '../../../outbox/merge-answers.ts';
import type { HandingOver, Outbox, OutboxText, Settlement } from '../../../outbox/outbox.ts';
import type { Additions } from '../additions.ts';
import { toOutboxText, toQueuedText } from '../outbox-row.ts';
import type { Connection } from './connection.ts';
import { createOutboxTable, optionalNumber, QUEUED } from './outbox-table.ts';
import { createSuppressionTable } from './suppression-table.ts';
import { createTextMonthTable } from './text-month-table.ts';

const MS_PER_SEGMENT = 1000;

type HandOverResult = Awaited<ReturnType<Outbox['handOver']>>;

/** Stores the outbox in SQLite. */
export function createOutboxStore(connection: Connection, additions: Additions): Outbox {
  const { sql, read, write } = connection;
  const table = createOutboxTable(connection);
  const suppressions = createSuppressionTable(connection);
  const months = createTextMonthTable(connection);
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
  const postpone = sql.prepare('UPDATE outbox SET due = ? WHERE id = ?');
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
    `INSERT INTO handover (text, attempt, sender, segments, at, month, micros)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteHandover = sql.prepare('DELETE FROM handover WHERE text = ? AND attempt = ?');
  const queued = sql.prepare(
    `SELECT at, due, code FROM outbox WHERE ${QUEUED} AND is_first = 1 ORDER BY at LIMIT 100`,
  );
  const noteReceipt = sql.prepare(
    `INSERT INTO receipt (channel, at) VALUES (?, ?)
     ON CONFLICT (channel) DO UPDATE SET at = max(at, excluded.at)`,
  );
  const lastReceipt = sql.prepare('SELECT max(at) AS at FROM receipt');
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

  function mergeWaiting(to: string): boolean {
    const texts = table.replaceable(to);
    const [last, older] = [texts.at(-1), texts.slice(0, -1)];
    if (!last || older.length === 0) return false;
    table.supersede(older);
    const bodies = older.map(({ body }) => body);
    rewrite.run(mergeAnswers(bodies, last.body), last.id);
    return true;
  }

  function handOver(text: HandingOver, at: number, due: number): HandOverResult {
    const { id, attempts, from, segments, charge } = text;
    if (begin.run(attempts, at, due, id).changes === 0) return 'gone';
    if (charge && !months.charge(charge)) {
      const begun = table.get(id);
      if (begun) table.update(begun, { state: 'refused', code: OVER_LIMIT });
      return 'over-limit';
    }
    insertHandover.run(
      id,
      attempts,
      from,
      segments,
      at,
      charge?.month ?? null,
      charge?.micros ?? 0,
    );
    return 'begun';
  }

  function settle(
    { id, state, attempts }: Pick<OutboxText, 'id' | 'state' | 'attempts'>,
    { change, suppress, isAttemptCanceled, billedMicros, at }: Settlement,
  ): boolean {
    const text = table.get(id);
    if (text?.state !== state || text.attempts !== attempts) return false;
    if (billedMicros !== undefined) months.bill(text, billedMicros);
    if (isAttemptCanceled) {
      months.takeBack(text);
      deleteHandover.run(id, attempts);
    }
    table.update(text, change);
    const address = parseAddress(text.to);
    if (address && isDelivered(change.state)) noteReceipt.run(address.channel, at);
    if (suppress !== undefined) {
      suppressions.add({ address: text.to, code: suppress, since: at });
    }
    return true;
  }

  return {
    async add(text, at, possiblyOutSince) {
      await write(() => table.add(text, at, possiblyOutSince));
      additions.announce();
    },
    onAdded: additions.onAdded,
    get: (id) => read(() => table.get(id)),
    hasSid: (sid) => read(() => findSid.get(sid) !== undefined),
    nextToSend: (now) => read(() => toOutboxText(nextToSend.get(now))),
    nextToAsk: (now) => read(() => toOutboxText(nextToAsk.get(now))),
    nextDue: (now) => read(() => optionalNumber(nextDue.get({ now })?.['due'])),
    mergeWaiting: (to) => write(() => mergeWaiting(to)),
    handOver: (...attempt) => write(() => handOver(...attempt)),
    settle: (was, step) => write(() => settle(was, step)),
    async postpone(id, due) {
      await write(() => postpone.run(due, id));
    },
    shift: (ms) =>
      write(() => {
        shiftHandovers.run({ ms });
        return Number(shift.run({ ms }).changes);
      }),
    queued: () => read(() => queued.all().map(toQueuedText)),
    lastReceiptAt: () => read(() => optionalNumber(lastReceipt.get()?.['at'])),
    newestAt: () => read(() => optionalNumber(newest.get()?.['at'])),
    handedSince: (at) => read(() => table.handedSince(at)),
    freeAt: (from) => read(() => Number(lastHandover.get(MS_PER_SEGMENT, from)?.['free'] ?? 0)),
    count: (since) =>
      read(
        () =>
          new Map(
            count.all(since).map((row) => {
              const state = z.enum(DELIVERY_STATES).parse(row['state']);
              return [state, Number(row['texts'])];
            }),
          ),
      ),
    errorsSince: (since) =>
      read(() =>
        troubles.all(since).map((row) => ({ code: Number(row['code']), at: Number(row['at']) })),
      ),
    forgetBefore: (at) =>
      write(() => {
        deleteHandovers.run(at);
        return Number(deleteBodies.run(at).changes);
      }),
  };
}
