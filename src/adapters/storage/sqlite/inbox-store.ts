import { createHash } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { MESSAGE_KINDS } from '../../../core/message-outcome.ts';
import type { Reply } from '../../../core/reply.ts';
import { type Inbox, SignatureReused, type Unfinished } from '../../../inbox/inbox.ts';
import type { Database } from './database.ts';

const Row = z.object({
  sid: z.string(),
  sender: z.string(),
  recipient: z.string().nullable(),
  at: z.number(),
  body: z.string().nullable(),
  media: z.number(),
  answered: z.number(),
  answer: z.string().nullable(),
  tries: z.number(),
  kind: z.enum(MESSAGE_KINDS).nullable(),
});

const Parties = Row.pick({ sender: true, recipient: true });

/** Stores the inbox in SQLite. Every call is committed when it returns. */
export function createInboxStore({ sql }: Database): Inbox {
  const insert = sql.prepare(
    `INSERT INTO inbox (sid, sender, recipient, at, body, media, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const known = sql.prepare('SELECT 1 FROM inbox WHERE sid = ?');
  const defer = sql.prepare("UPDATE inbox SET way = 'text' WHERE sid = ? AND answered = 0");
  const deferred = sql.prepare("SELECT 1 FROM inbox WHERE sid = ? AND way = 'text'");
  const answer = sql.prepare(
    `UPDATE inbox SET answered = 1, answer = ?, kind = ?, way = ?, done = ?
     WHERE sid = ? AND answered = 0`,
  );
  const response = sql.prepare(
    "SELECT way, answer FROM inbox WHERE sid = ? AND (answered = 1 OR way = 'text')",
  );
  const finish = sql.prepare('UPDATE inbox SET done = 1 WHERE sid = ? AND answered = 1');
  const undone = sql.prepare('SELECT * FROM inbox WHERE done = 0 ORDER BY at, sid');
  const undoneOne = sql.prepare('SELECT * FROM inbox WHERE done = 0 AND sid = ?');
  const sendSeparately = sql.prepare("UPDATE inbox SET way = 'text', done = 1 WHERE sid = ?");
  const retry = sql.prepare("UPDATE inbox SET way = 'text', tries = tries + 1 WHERE sid = ?");
  const newest = sql.prepare(
    `SELECT sender, recipient FROM inbox
     WHERE sender IN (SELECT value FROM json_each(?)) AND at >= ? ORDER BY at DESC LIMIT 1`,
  );
  const deleteBodies = sql.prepare(
    `UPDATE inbox SET body = NULL, answer = NULL, answered = 1, done = 1
     WHERE at < ? AND body IS NOT NULL`,
  );

  return {
    receive({ sid, from, to, body, media, at, signature }) {
      const digest = signature === undefined ? null : digestOf(signature);
      const isNew = insert.run(sid, from, to ?? null, at, body, media, digest).changes === 1;
      if (!isNew && !known.get(sid))
        throw new SignatureReused('the signature belongs to another MessageSid');
      return isNew;
    },
    markDeferred(sid) {
      defer.run(sid);
    },
    answer(sid, { text, kind }, way) {
      const isDone = way === 'text' || text === undefined;
      answer.run(text ?? null, kind ?? null, way, isDone ? 1 : 0, sid);
    },
    isDeferred: (sid) => deferred.get(sid) !== undefined,
    responseTo(sid) {
      const row = response.get(sid);
      if (!row) return undefined;
      return row['way'] === 'text' ? {} : replyIn(row['answer']);
    },
    finish(sid) {
      finish.run(sid);
    },
    unfinished: () => undone.all().map(toUnfinished),
    unfinishedOne(sid) {
      const row = undoneOne.get(sid);
      return row && toUnfinished(row);
    },
    markSentSeparately(sid) {
      sendSeparately.run(sid);
    },
    recordRetry(sid) {
      retry.run(sid);
    },
    lastFrom(addresses, since) {
      const row = newest.get(JSON.stringify(addresses), since);
      if (!row) return undefined;
      const { sender, recipient } = Parties.parse(row);
      return { from: sender, to: recipient ?? undefined };
    },
    forgetBefore: (at) => Number(deleteBodies.run(at).changes),
  };
}

function toUnfinished(row: Record<string, SQLOutputValue>): Unfinished {
  const { sender, recipient, body, answered, answer, kind, ...rest } = Row.parse(row);
  return {
    ...rest,
    from: sender,
    to: recipient ?? undefined,
    body: body ?? '',
    answer: answered === 1 ? { ...replyIn(answer), kind: kind ?? undefined } : undefined,
  };
}

/** A digest is enough to recognise a signature, which itself is not stored. */
const digestOf = (signature: string): Uint8Array =>
  createHash('sha256').update(signature).digest().subarray(0, 16);

const replyIn = (answer: SQLOutputValue | undefined): Reply =>
  typeof answer === 'string' ? { text: answer } : {};
