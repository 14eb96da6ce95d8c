import { isEnd } from '../../../channels/delivery-state.ts';
import type { OutboundMessage } from '../../../channels/outbound-message.ts';
import { mergeAnswers } from '../../../outbox/merge-answers.ts';
import type { Backlog, Change, OutboxText, Traffic } from '../../../outbox/outbox.ts';
import { toOutboxText } from '../outbox-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

/** The texts that are not with the carrier yet. */
export const QUEUED = "state IN ('waiting', 'handing')";

/** Replicas listen on this channel for texts that were added. */
export const ADDED = 'relay_outbox';

const INSERT = statement(
  `WITH added AS (
     INSERT INTO outbox (key, recipient, sender, body, at, due, good_until, state, open, handed_at, trip, is_replaceable,
       importance)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7, true, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING 1)
   SELECT pg_notify('${ADDED}', '') FROM added`,
);
const FIND = statement('SELECT * FROM outbox WHERE id = $1');
const UPDATE = statement(
  `UPDATE outbox SET state = $1, open = $2, sid = $3, code = $4, due = coalesce($5, due)
   WHERE id = $6 AND state = $7 AND attempts = $8`,
);
const OLDEST = statement(`SELECT min(at) AS at FROM outbox WHERE recipient = $1 AND ${QUEUED}`);
const COUNT_QUEUED = statement(
  `SELECT count(*) AS texts FROM (SELECT 1 FROM outbox WHERE ${QUEUED} LIMIT 10) AS waiting`,
);
const TRAFFIC = statement('SELECT count(*) AS texts, min(at) AS first FROM handover WHERE at > $1');
const REPLACEABLE = statement(
  `SELECT * FROM outbox WHERE recipient = $1 AND state = 'waiting' AND is_replaceable
   ORDER BY id FOR UPDATE`,
);
const SUPERSEDE = statement(
  "UPDATE outbox SET state = 'superseded', open = false WHERE id = ANY($1)",
);
const REWRITE = statement('UPDATE outbox SET body = $1 WHERE id = $2');

export async function addToOutbox(
  connection: PgConnection,
  text: OutboundMessage,
  at: number,
  possiblyOutSince?: number,
): Promise<void> {
  const { key, to, from, body, goodUntil, trip, isReplaceable, importance = 'other' } = text;
  const state = possiblyOutSince === undefined ? 'waiting' : 'handing';
  const origin = [possiblyOutSince ?? null, trip ?? null, isReplaceable === true, importance];
  await connection.rows(INSERT, key, to, from ?? null, body, at, goodUntil, state, ...origin);
}

export const findInOutbox = async (
  connection: Pick<PgConnection, 'rows'>,
  id: number,
): Promise<OutboxText | undefined> => toOutboxText(await firstRow(connection, FIND, id));

/** Changes a text that is still in this state; returns false when it is not. */
export async function changeInOutbox(
  connection: PgConnection,
  text: OutboxText,
  change: Change,
): Promise<boolean> {
  const { state, sid, code } = { ...text, ...change };
  const fields = [state, !isEnd(state), sid ?? null, code ?? null, change.due ?? null];
  return (await connection.run(UPDATE, ...fields, text.id, text.state, text.attempts)) === 1;
}

/** Returns the texts that wait for a phone; `undefined` when there is none. */
export async function backlogOf(inside: PgConnection, to: string): Promise<Backlog | undefined> {
  const oldestAt = (await firstRow(inside, OLDEST, to))?.['at'];
  if (typeof oldestAt !== 'number') return undefined;
  return { oldestAt, texts: Number((await firstRow(inside, COUNT_QUEUED))?.['texts']) };
}

export async function handedSince(connection: PgConnection, at: number): Promise<Traffic> {
  const row = await firstRow(connection, TRAFFIC, at);
  return { texts: Number(row?.['texts']), firstAt: Number(row?.['first'] ?? at) };
}

/** Ends the answers that wait for a phone, and returns their words, the oldest first. */
export async function supersedeWaiting(
  inside: PgConnection,
  to: string,
): Promise<readonly string[]> {
  const texts = await replaceable(inside, to);
  await supersede(inside, texts);
  return texts.map(({ body }) => body);
}

/** Merges the answers that wait for a phone into the newest of them; returns false when there is one at most. */
export async function mergeWaiting(inside: PgConnection, to: string): Promise<boolean> {
  const texts = await replaceable(inside, to);
  const [last, older] = [texts.at(-1), texts.slice(0, -1)];
  if (!last || older.length === 0) return false;
  await supersede(inside, older);
  const bodies = older.map(({ body }) => body);
  await inside.run(REWRITE, mergeAnswers(bodies, last.body), last.id);
  return true;
}

const replaceable = async (inside: PgConnection, to: string): Promise<readonly OutboxText[]> =>
  (await inside.rows(REPLACEABLE, to)).flatMap((row) => toOutboxText(row) ?? []);

async function supersede(inside: PgConnection, texts: readonly OutboxText[]): Promise<void> {
  if (texts.length > 0) {
    await inside.run(
      SUPERSEDE,
      texts.map(({ id }) => id),
    );
  }
}
