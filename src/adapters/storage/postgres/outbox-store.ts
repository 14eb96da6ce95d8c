import { z } from 'zod';
import { DELIVERY_STATES, isDelivered } from '../../../channels/delivery-state.ts';
import { parseAddress } from '../../../core/address.ts';
import { OVER_LIMIT } from '../../../outbox/carrier-errors.ts';
import type { HandingOver, Outbox, OutboxText, Settlement } from '../../../outbox/outbox.ts';
import type { Additions } from '../additions.ts';
import { toOutboxText, toQueuedText } from '../outbox-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import {
  addToOutbox,
  changeInOutbox,
  findInOutbox,
  handedSince,
  mergeWaiting,
  QUEUED,
} from './outbox-table.ts';
import { addSuppression } from './suppression-table.ts';
import { billAttempt, chargeForText, takeBackCharge } from './text-ledger.ts';

const MS_PER_SEGMENT = 1000;

/** Texts to one phone keep their order: this one is the first that waits. */
const IS_FIRST = `NOT EXISTS (
  SELECT 1 FROM outbox AS before WHERE before.recipient = outbox.recipient AND before.id < outbox.id
    AND before.state IN ('waiting', 'handing'))`;

const HAS_SID = statement('SELECT 1 FROM outbox WHERE sid = $1 LIMIT 1');
const NEXT_TO_SEND = statement(
  `SELECT * FROM outbox WHERE open AND ${QUEUED} AND due <= $1 AND ${IS_FIRST} ORDER BY due, id LIMIT 1`,
);
const NEXT_TO_ASK = statement(
  `SELECT * FROM outbox WHERE open AND NOT (${QUEUED}) AND due <= $1 ORDER BY due LIMIT 1`,
);
const NEXT_DUE = statement(
  `SELECT min(due) AS due FROM outbox WHERE open AND due > $1 AND (NOT (${QUEUED}) OR ${IS_FIRST})`,
);
const POSTPONE = statement('UPDATE outbox SET due = $1 WHERE id = $2');
const SHIFT = statement(
  `UPDATE outbox SET at = at + $1, due = due + $1, good_until = good_until + $1, handed_at = handed_at + $1
   WHERE open`,
);
const SHIFT_HANDOVERS = statement('UPDATE handover SET at = at + $1');
const NEWEST = statement(
  'SELECT greatest((SELECT max(at) FROM outbox), (SELECT max(at) FROM handover)) AS at',
);
/** A replica that does not lead any more hands nothing over: its fencingToken is not the newest one. */
const HAND_OVER = statement(
  `WITH begun AS (
     UPDATE outbox SET state = 'handing', attempts = $1, handed_at = $2, due = $3
     WHERE id = $4 AND state = 'waiting'
       AND ($7::bigint IS NULL OR EXISTS (SELECT 1 FROM leadership WHERE token = $7 FOR SHARE)) RETURNING id)
   INSERT INTO handover (text, attempt, sender, segments, at, fence, month, micros)
   SELECT id, $1, $5, $6, $2, $7, $8, $9 FROM begun`,
);
const CANCEL_HANDOVER = statement('DELETE FROM handover WHERE text = $1 AND attempt = $2');
const QUEUED_TEXTS = statement(
  `SELECT at, due, code FROM outbox WHERE ${QUEUED} AND ${IS_FIRST} ORDER BY at LIMIT 100`,
);
const NOTE_RECEIPT = statement(
  `INSERT INTO receipt AS r (channel, at) VALUES ($1, $2)
   ON CONFLICT (channel) DO UPDATE SET at = greatest(r.at, excluded.at)`,
);
const LAST_RECEIPT = statement('SELECT max(at) AS at FROM receipt');
const LAST_HANDOVER = statement(
  'SELECT at + segments * $1::bigint AS free FROM handover WHERE sender = $2 ORDER BY at DESC LIMIT 1',
);
const COUNT = statement(
  'SELECT state, count(*) AS texts FROM outbox WHERE at >= $1 GROUP BY state',
);
const TROUBLES = statement(
  `SELECT code, max(at) AS at FROM outbox
   WHERE at >= $1 AND code IS NOT NULL GROUP BY code ORDER BY max(at) DESC`,
);
const DELETE_BODIES = statement(
  'UPDATE outbox SET body = NULL WHERE at < $1 AND NOT open AND body IS NOT NULL',
);
const DELETE_HANDOVERS = statement('DELETE FROM handover WHERE at < $1');

interface Settings {
  readonly additions: Additions;
  /** Returns the fencing token of this replica; `undefined` where nothing is shared. */
  readonly fencingToken: () => number | undefined;
}

/** Stores the outbox. */
export function createOutboxStore(
  connection: PgConnection,
  { additions, fencingToken }: Settings,
): Outbox {
  const { rows, run, decide } = connection;

  const noteReceipt = async (
    inside: PgConnection,
    to: string,
    { change, at }: Pick<Settlement, 'change' | 'at'>,
  ): Promise<void> => {
    const channel = isDelivered(change.state) ? parseAddress(to)?.channel : undefined;
    if (channel) await inside.run(NOTE_RECEIPT, channel, at);
  };

  const cancelAttempt = async (inside: PgConnection, text: OutboxText): Promise<void> => {
    await takeBackCharge(inside, text);
    await inside.run(CANCEL_HANDOVER, text.id, text.attempts);
  };

  const settle = async (
    inside: PgConnection,
    { id, state, attempts }: Pick<OutboxText, 'id' | 'state' | 'attempts'>,
    { change, suppress, isAttemptCanceled, billedMicros, at }: Settlement,
  ): Promise<boolean> => {
    const text = await findInOutbox(inside, id);
    if (text?.state !== state || text.attempts !== attempts) return false;
    if (!(await changeInOutbox(inside, text, change))) return false;
    await billAttempt(inside, text, billedMicros);
    if (isAttemptCanceled) await cancelAttempt(inside, text);
    await noteReceipt(inside, text.to, { change, at });
    if (suppress !== undefined) {
      await addSuppression(inside, { address: text.to, code: suppress, since: at });
    }
    return true;
  };

  const handOver = async (
    inside: PgConnection,
    { id, attempts, from, segments, charge }: HandingOver,
    { at, due }: { readonly at: number; readonly due: number },
  ): Promise<'begun' | 'gone' | 'over-limit'> => {
    const cost = [charge?.month ?? null, charge?.micros ?? 0];
    const fields = [attempts, at, due, id, from, segments, fencingToken() ?? null, ...cost];
    if ((await inside.run(HAND_OVER, ...fields)) !== 1) return 'gone';
    if (!charge || (await chargeForText(inside, charge))) return 'begun';
    await inside.run(CANCEL_HANDOVER, id, attempts);
    const begun = await findInOutbox(inside, id);
    if (begun) await changeInOutbox(inside, begun, { state: 'refused', code: OVER_LIMIT });
    return 'over-limit';
  };

  return {
    async add(text, at, possiblyOutSince) {
      await addToOutbox(connection, text, at, possiblyOutSince);
      additions.announce();
    },
    onAdded: additions.onAdded,
    get: (id) => findInOutbox(connection, id),
    hasSid: async (sid) => (await firstRow(connection, HAS_SID, sid)) !== undefined,
    nextToSend: async (now) => toOutboxText(await firstRow(connection, NEXT_TO_SEND, now)),
    nextToAsk: async (now) => toOutboxText(await firstRow(connection, NEXT_TO_ASK, now)),
    nextDue: async (now) => optionalNumber((await firstRow(connection, NEXT_DUE, now))?.['due']),
    mergeWaiting: (to) => decide((inside) => mergeWaiting(inside, to)),
    handOver: (text, at, due) => decide((inside) => handOver(inside, text, { at, due })),
    settle: (was, step) => decide((inside) => settle(inside, was, step)),
    async postpone(id, due) {
      await run(POSTPONE, due, id);
    },
    shift: (ms) =>
      decide(async (inside) => {
        await inside.run(SHIFT_HANDOVERS, ms);
        return inside.run(SHIFT, ms);
      }),
    queued: async () => (await rows(QUEUED_TEXTS)).map(toQueuedText),
    lastReceiptAt: async () => optionalNumber((await firstRow(connection, LAST_RECEIPT))?.['at']),
    newestAt: async () => optionalNumber((await firstRow(connection, NEWEST))?.['at']),
    handedSince: (at) => handedSince(connection, at),
    freeAt: async (from) =>
      Number((await firstRow(connection, LAST_HANDOVER, MS_PER_SEGMENT, from))?.['free'] ?? 0),
    async count(since) {
      const counts = await rows(COUNT, since);
      return new Map(
        counts.map((row) => {
          const state = z.enum(DELIVERY_STATES).parse(row['state']);
          return [state, Number(row['texts'])];
        }),
      );
    },
    async errorsSince(since) {
      const troubles = await rows(TROUBLES, since);
      return troubles.map((row) => ({ code: Number(row['code']), at: Number(row['at']) }));
    },
    async forgetBefore(at) {
      await run(DELETE_HANDOVERS, at);
      return run(DELETE_BODIES, at);
    },
  };
}

const optionalNumber = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;
