import { ANY_VERSION, type FittedAnswer, type SessionRow } from '../../../core/reply.ts';
import type { InboxAnswer, Received, StoredAnswer } from '../../../inbox/inbox.ts';
import { mergeAnswers } from '../../../outbox/merge-answers.ts';
import { mustQueue } from '../../../outbox/must-queue.ts';
import { isOptedOut } from '../../../outbox/suppression-change.ts';
import type { SenderState } from '../sender-state.ts';
import { createBatcher } from './batcher.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import { addToOutbox, backlogOf, handedSince, QUEUED, supersedeWaiting } from './outbox-table.ts';
import { readSenderState } from './sender-state.ts';
import { moveSession } from './session-store.ts';
import { STORED_COLUMNS, type StoredText, toStoredText } from './stored-text.ts';

/** An answer to a text of this replica. */
interface GivenAnswer {
  readonly id: number;
  readonly text: Pick<Received, 'from' | 'suspensionKeys'>;
  readonly answer: InboxAnswer;
}

interface Settings {
  readonly replica: string;
  readonly textsPerHour: number;
}

const HOUR = 60 * 60_000;

/**
 * The answers of a turn, with the sessions that belong to them; but for those that may have to go another way than the
 * response. Nothing of an answer is stored whose session was moved by another replica.
 */
const ANSWER = statement(
  `WITH given AS (
     SELECT g.* FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       AS g (id, answer, kind, sender, person, state, version)
     JOIN inbox USING (id)
     WHERE NOT inbox.answered AND inbox.way IS NULL AND inbox.owner = $9
       AND NOT EXISTS (SELECT 1 FROM suppression WHERE address = g.sender)
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE recipient = g.sender AND ${QUEUED})
       AND g.id NOT IN (SELECT k.id FROM unnest($10::bigint[], $11::text[]) AS k (id, person)
         JOIN suspended_person USING (person))),
   moved AS (
     INSERT INTO session AS s (person, version, at, state)
     SELECT person, version + 1, $8, state FROM given WHERE state IS NOT NULL ORDER BY person
     ON CONFLICT (person) DO UPDATE SET version = s.version + 1, at = excluded.at, state = excluded.state
       WHERE s.version = excluded.version - 1
         OR excluded.version = ${ANY_VERSION + 1}
     RETURNING person),
   answered AS (
     UPDATE inbox SET answered = true, answer = given.answer, kind = given.kind, way = 'response'
     FROM given WHERE inbox.id = given.id AND NOT inbox.answered AND inbox.way IS NULL AND inbox.owner = $9
       AND (given.state IS NULL OR given.person IN (SELECT person FROM moved))
     RETURNING inbox.id)
   SELECT given.id, answered.id IS NOT NULL AS is_answered, moved.person IS NOT NULL AS is_moved,
     given.state IS NOT NULL AND moved.person IS NULL AS is_stale
   FROM given LEFT JOIN answered ON answered.id = given.id LEFT JOIN moved ON moved.person = given.person`,
);
const FIND = statement(`SELECT ${STORED_COLUMNS} FROM inbox WHERE id = $1 FOR UPDATE`);
const UPDATE = statement(
  `UPDATE inbox SET answered = true, answer = $1, kind = $2, way = $3, done = $4
   WHERE id = $5 AND NOT answered`,
);

interface BatchResult {
  readonly isAnswered: boolean;
  readonly isMoved: boolean;
  readonly isStale: boolean;
}

const STALE: StoredAnswer = { response: {}, way: 'stale' };

const NOTHING: BatchResult = { isAnswered: false, isMoved: false, isStale: false };

/** Stores answers, all of one turn in one statement. */
export function createAnswerStorage(
  connection: PgConnection,
  { replica, textsPerHour }: Settings,
): (given: GivenAnswer) => Promise<StoredAnswer> {
  async function answerAll(batch: readonly GivenAnswer[]): Promise<readonly BatchResult[]> {
    const column = <T>(pick: (given: GivenAnswer) => T): readonly T[] => batch.map(pick);
    const sessions = column(({ answer }) => answer.session);
    const keys = batch.flatMap(({ id, text }) =>
      text.suspensionKeys.map((key) => [id, key] as const),
    );
    const rows = await connection.rows(
      ANSWER,
      column(({ id }) => id),
      column(({ answer }) => answer.reply.text ?? null),
      column(({ answer }) => answer.reply.kind ?? null),
      column(({ text }) => text.from),
      sessions.map((session) => session?.person ?? null),
      sessions.map((session) => session?.state ?? null),
      sessions.map((session) => session?.version ?? 0),
      Math.max(...column(({ answer }) => answer.at)),
      replica,
      keys.map(([id]) => id),
      keys.map(([, key]) => key),
    );
    const results = new Map(
      rows.map((row) => [
        row['id'],
        {
          isAnswered: row['is_answered'] === true,
          isMoved: row['is_moved'] === true,
          isStale: row['is_stale'] === true,
        },
      ]),
    );
    return batch.map(({ id }) => results.get(id) ?? NOTHING);
  }

  const answerInBatch = createBatcher({
    run: answerAll,
    keyOf: ({ answer }: GivenAnswer) => answer.session?.person,
  });

  /** Stores an answer that is late, or that may have to go another way than the response. */
  async function answerAlone(
    inside: PgConnection,
    { id, text, answer }: GivenAnswer,
    session: SessionRow | undefined,
  ): Promise<StoredAnswer> {
    const row = await firstRow(inside, FIND, id);
    if (!row) throw new Error('a text that was never received');
    const present = toStoredText(row);
    if (present.isAnswered || present.owner !== replica) return standing(present);
    if (session && !(await moveSession(inside, session, answer.at))) return STALE;
    const sender = await readSenderState(inside, text);
    const stored = await place(inside, answer, { isDeferred: present.isSeparate, sender });
    await inside.run(UPDATE, ...columnsOf(answer, stored), id);
    return stored;
  }

  /** The answer that is stored already stands. It may be this one: then its commit was not heard of. */
  function standing({ owner, response = {} }: StoredText): StoredAnswer {
    const isResponse = owner === replica && response.text !== undefined;
    return { response, way: isResponse ? 'response' : 'silent' };
  }

  /** Decides which way an answer goes, and adds it to the outbox if that is its way. */
  async function place(
    inside: PgConnection,
    { reply, asText, at }: InboxAnswer,
    { isDeferred, sender }: { readonly isDeferred: boolean; readonly sender: SenderState },
  ): Promise<StoredAnswer> {
    if (asText === undefined || sender.isSuspended || isOptedOut(sender)) {
      return { response: {}, way: 'silent' };
    }
    if (isDeferred || (sender.isQueued && (await isBehind(inside, asText.to, at)))) {
      await addToOutbox(inside, asText, at);
      return { response: {}, way: 'text' };
    }
    const whole: FittedAnswer = { text: asText.body, segments: reply.segments };
    if (!sender.isQueued || !asText.isReplaceable) return { response: whole, way: 'response' };
    const older = await supersedeWaiting(inside, asText.to);
    const merged = older.length === 0 ? whole : { text: mergeAnswers(older, asText.body) };
    return { response: merged, way: 'response' };
  }

  /** Returns true when an answer must queue behind a text that leaves for this phone within seconds. */
  async function isBehind(inside: PgConnection, address: string, now: number): Promise<boolean> {
    const backlog = await backlogOf(inside, address);
    if (!backlog) return false;
    const room = textsPerHour - (await handedSince(inside, now - HOUR)).texts;
    return mustQueue(backlog, { now, room });
  }

  return async (given) => {
    const { answer } = given;
    const isPlain = answer.asText !== undefined;
    const { isAnswered, isMoved, isStale } = isPlain ? await answerInBatch(given) : NOTHING;
    if (isAnswered) return { response: whole(answer), way: 'response' };
    if (isStale) return STALE;
    const session = isMoved ? undefined : answer.session;
    return connection.decide((inside) => answerAlone(inside, given, session));
  };
}

const whole = ({ reply, asText }: InboxAnswer): FittedAnswer => ({
  text: asText?.body,
  segments: reply.segments,
});

/** The words are stored with the text even when they go another way. */
const columnsOf = ({ reply }: InboxAnswer, { response, way }: StoredAnswer): readonly unknown[] => {
  const isText = way === 'text';
  const words = isText ? reply.text : response.text;
  return [words ?? null, reply.kind ?? null, isText ? 'text' : 'response', way !== 'response'];
};
