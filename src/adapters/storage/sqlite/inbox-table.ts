import { z } from 'zod';
import type { MessageKind } from '../../../core/message-outcome.ts';
import type { AnswersOfAddress, Received, UnfinishedText } from '../../../inbox/inbox.ts';
import { type AnswerState, toAnswerState, toUnfinished } from '../inbox-row.ts';
import type { MainConnection } from './connection.ts';

const Answers = z.object({ from: z.string(), answers: z.int(), firstAt: z.int() });

const Young = z.object({ id: z.int() });

/** The columns of an answer. */
export interface AnswerColumns {
  readonly answer: string | null;
  readonly kind: MessageKind | null;
  readonly way: 'response' | 'text' | null;
  readonly done: 0 | 1;
}

/** The rows of the inbox, by their number. All calls run inside of a decision. */
export interface InboxTable {
  /** Adds a text, with its answer if that is known, and returns its number. */
  add(text: Received, digest: string | undefined, answer: AnswerColumns | undefined): number;
  get(id: number): AnswerState;
  /** Stores the answer, unless there is one. */
  answer(id: number, answer: AnswerColumns): void;
  /** Lets the answer go out as a text, unless there is one. */
  defer(id: number): void;
  /** Marks an answered text as done, with the next decision or a moment later. */
  finishSoon(id: number): void;
  sendSeparately(id: number): void;
  retry(id: number): void;
  readonly unfinished: () => readonly UnfinishedText[];
  unfinishedOne(id: number): UnfinishedText | undefined;
  answersSince(at: number): readonly AnswersOfAddress[];
  forgetBefore(at: number): number;
}

/** Without an answer. */
const OPEN: AnswerColumns = { answer: null, kind: null, way: null, done: 0 };

/** How long an acknowledgment waits for a text with which it is committed. */
const MAX_WAIT_MS = 1000;

/** The most of the newest texts that are counted at a start. */
const MAX_COUNTED = 200_000;

/** Texts are in order of arrival, but for a clock that was set: so many others are looked past. */
const MAX_LOOKED_AT = 10_000;

export function createInboxTable({ sql, write, undo, onClose }: MainConnection): InboxTable {
  const insert = sql.prepare(
    `INSERT INTO inbox (sid, signature, sender, recipient, at, body, media, answered, answer, kind, way, done)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = sql.prepare('SELECT answered, way, answer FROM inbox WHERE id = ?');
  const answer = sql.prepare(
    `UPDATE inbox SET answered = 1, answer = ?, kind = ?, way = ?, done = ?
     WHERE id = ? AND answered = 0`,
  );
  const defer = sql.prepare("UPDATE inbox SET way = 'text' WHERE id = ? AND answered = 0");
  const finish = sql.prepare('UPDATE inbox SET done = 1 WHERE id BETWEEN ? AND ? AND answered = 1');
  const separate = sql.prepare("UPDATE inbox SET way = 'text', done = 1 WHERE id = ?");
  const retry = sql.prepare("UPDATE inbox SET way = 'text', tries = tries + 1 WHERE id = ?");
  const undone = sql.prepare(
    `SELECT * FROM inbox WHERE done = 0 AND id > (${markOf('finished')}) ORDER BY at, sid`,
  );
  const undoneOne = sql.prepare('SELECT * FROM inbox WHERE done = 0 AND id = ?');
  const lastYoung = sql.prepare(
    `SELECT id FROM inbox WHERE id > (${markOf('forgotten')}) AND at >= ?
     ORDER BY id LIMIT 1 OFFSET ${MAX_LOOKED_AT - 1}`,
  );
  const deleteBodies = sql.prepare(
    `UPDATE inbox SET body = NULL, answer = NULL, answered = 1, done = 1
     WHERE id > (${markOf('forgotten')}) AND id <= ? AND at < ? AND body IS NOT NULL`,
  );
  const answers = sql.prepare(
    `SELECT sender AS "from", count(*) AS answers, min(at) AS firstAt FROM inbox
     WHERE id > (SELECT coalesce(max(id), 0) FROM inbox) - ${MAX_COUNTED} AND at >= ?
       AND answer IS NOT NULL GROUP BY sender`,
  );
  const moveForgotten = sql.prepare(moveMark('forgotten', 'body IS NOT NULL'));
  const moveFinished = sql.prepare(moveMark('finished', 'done = 0'));

  let acknowledged: number[] = [];
  let timer: NodeJS.Timeout | undefined;

  function finishAcknowledged(): void {
    clearTimeout(timer);
    timer = undefined;
    const ids = acknowledged;
    if (ids.length === 0) return;
    acknowledged = [];
    undo(() => {
      acknowledged = [...ids, ...acknowledged];
    });
    for (const [first, last] of runsOf(ids)) finish.run(first, last);
  }

  onClose(finishAcknowledged);

  return {
    add({ sid, from, to, at, body, media }, digest, given) {
      finishAcknowledged();
      const { answer: words, kind, way, done } = given ?? OPEN;
      const signature = digest === undefined ? null : Buffer.from(digest, 'hex');
      const isAnswered = given ? 1 : 0;
      const { lastInsertRowid } = insert.run(
        sid,
        signature,
        from,
        to ?? null,
        at,
        body,
        media,
        isAnswered,
        words,
        kind,
        way,
        done,
      );
      return Number(lastInsertRowid);
    },
    get: (id) => toAnswerState(select.get(id)),
    answer(id, { answer: words, kind, way, done }) {
      answer.run(words, kind, way, done, id);
    },
    defer(id) {
      defer.run(id);
    },
    finishSoon(id) {
      acknowledged.push(id);
      timer ??= setTimeout(() => void write(finishAcknowledged).catch(() => {}), MAX_WAIT_MS);
      timer.unref();
    },
    sendSeparately(id) {
      separate.run(id);
    },
    retry(id) {
      retry.run(id);
    },
    unfinished() {
      finishAcknowledged();
      moveFinished.run();
      return undone.all().map(toUnfinished);
    },
    unfinishedOne(id) {
      const row = undoneOne.get(id);
      return row && toUnfinished(row);
    },
    answersSince: (at) => answers.all(at).map((row) => Answers.parse(row)),
    forgetBefore(at) {
      const young = lastYoung.get(at);
      const upTo = young ? Young.parse(young).id : Number.MAX_SAFE_INTEGER;
      const { changes } = deleteBodies.run(upTo, at);
      moveForgotten.run();
      moveFinished.run();
      return Number(changes);
    },
  };
}

/** Returns the first and the last number of each run of numbers without a gap. */
function runsOf(ids: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const id of ids.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && id <= run[1] + 1) run[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}

/** Up to a mark all texts are done with (`finished`), or their words are deleted (`forgotten`). */
const markOf = (name: Mark): string =>
  `SELECT coalesce(max(text), 0) FROM inbox_mark WHERE name = '${name}'`;

/** Moves a mark up to the first text that is not done with. */
const moveMark = (name: Mark, isOpen: string): string =>
  `INSERT INTO inbox_mark (name, text) VALUES ('${name}', coalesce(
     (SELECT min(id) - 1 FROM inbox WHERE id > (${markOf(name)}) AND ${isOpen}),
     (SELECT max(id) FROM inbox), 0))
   ON CONFLICT (name) DO UPDATE SET text = excluded.text`;

type Mark = 'finished' | 'forgotten';
