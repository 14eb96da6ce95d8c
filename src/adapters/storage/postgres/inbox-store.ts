import { z } from 'zod';
import {
  type Inbox,
  type InboxText,
  type Received,
  type SeparateText,
  SignatureReused,
} from '../../../inbox/inbox.ts';
import type { Additions } from '../additions.ts';
import { toUnfinished } from '../inbox-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import type { Finisher } from './finish-texts.ts';
import { createLastSender } from './last-sender.ts';
import { addToOutbox } from './outbox-table.ts';
import { applyOptOut, createTextReceiver, find, type TextReceipt } from './receive-texts.ts';
import { readSenderState } from './sender-state.ts';
import { createAnswerStorage } from './store-answers.ts';
import { STORED_COLUMNS, toStoredText } from './stored-text.ts';
import { createTakeUp } from './take-up-texts.ts';
import type { TextsUnderWay } from './texts-under-way.ts';

interface Settings {
  readonly replica: string;
  /** The most texts that the relay starts itself in an hour. */
  readonly textsPerHour: number;
  readonly underWay: TextsUnderWay;
  readonly finisher: Finisher;
  readonly additions: Additions;
}

const Answers = z.object({ from: z.string(), answers: z.int(), firstAt: z.int() });

/** The most of the newest texts that are counted. */
const MAX_COUNTED = 200_000;

/** A transaction with a smaller number may be committed later: marks stay behind the texts of the last minute. */
const IS_RECENT = 'at > extract(epoch FROM now()) * 1000 - 60000';

const DEFER = statement(
  "UPDATE inbox SET way = 'text' WHERE id = $1 AND NOT answered AND owner = $2",
);
const FIND = statement(`SELECT ${STORED_COLUMNS} FROM inbox WHERE id = $1`);
const UNFINISHED_ONE = statement(
  'SELECT * FROM inbox WHERE id = $1 AND NOT done AND owner = $2 FOR UPDATE',
);
const SEPARATE = statement("UPDATE inbox SET way = 'text', done = true WHERE id = $1");
const RETRY = statement("UPDATE inbox SET way = 'text', tries = tries + 1 WHERE id = $1");
/** Moves a mark up to the first text that is not done with. */
const moveMark = (name: string, isOpen: string) =>
  statement(
    `UPDATE inbox_mark SET text = coalesce(
       (SELECT min(id) - 1 FROM inbox WHERE id > inbox_mark.text AND (${isOpen} OR ${IS_RECENT})),
       (SELECT max(id) FROM inbox), text)
     WHERE name = '${name}'`,
  );
const MOVE_FINISHED = moveMark('finished', 'NOT done');
const MOVE_FORGOTTEN = moveMark('forgotten', 'body IS NOT NULL');
const ANSWERS = statement(
  `SELECT sender AS "from", count(*) AS answers, min(at) AS "firstAt" FROM inbox
   WHERE id > (SELECT coalesce(max(id), 0) FROM inbox) - ${MAX_COUNTED} AND at >= $1
     AND answer IS NOT NULL GROUP BY sender`,
);
/** Old words are deleted a few at a time: no statement takes long. */
const DELETED_AT_ONCE = 5000;
const DELETE_BODIES = statement(
  `UPDATE inbox SET body = NULL, answer = NULL, answered = true, done = true
   WHERE body IS NOT NULL AND id IN (
     SELECT id FROM inbox WHERE id > (SELECT text FROM inbox_mark WHERE name = 'forgotten') AND at < $1
       AND body IS NOT NULL ORDER BY id LIMIT ${DELETED_AT_ONCE})`,
);

/** Stores the inbox. */
export function createInboxStore(connection: PgConnection, settings: Settings): Inbox {
  const { replica, underWay, finisher, additions } = settings;
  const { rows, run, decide } = connection;
  const receive = createTextReceiver(connection, { replica, isUnderWay: underWay.has });
  const storeAnswer = createAnswerStorage(connection, settings);
  const takeUp = createTakeUp(connection, settings);

  /** Creates a text whose number is known once it is decided about. */
  function createText(
    text: Omit<Received, 'signature'>,
    deciding: Promise<TextReceipt>,
    onFailure: (cause: unknown) => void,
  ): InboxText {
    const { sid } = text;
    underWay.expect(sid);
    const decided = deciding.then(
      (result) => {
        underWay.decided(sid, result.receipt.is === 'new');
        return result;
      },
      (cause: unknown) => {
        onFailure(cause);
        throw cause;
      },
    );
    decided.catch(() => {}); // the caller hears of it by the same promise
    const receipt = decided.then((result) => result.receipt);
    const isNew = receipt.then(
      ({ is }) => is === 'new',
      () => false,
    );

    async function end(inside: PgConnection, id: number, instead?: SeparateText): Promise<void> {
      await inside.run(SEPARATE, id);
      if (instead) await addToOutbox(inside, instead.text, instead.at, instead.possiblyOutSince);
    }

    return {
      receipt,
      isNew,
      async answer(answer) {
        const { id, receipt: is } = await decided;
        if (id === undefined || is.is !== 'new') return undefined;
        const stored = await storeAnswer({ id, text, answer });
        if (stored.way === 'text') additions.announce();
        if (stored.way === 'text' || stored.way === 'silent') underWay.delete(sid);
        return stored;
      },
      async defer() {
        const { id } = await decided;
        if (id === undefined) return {};
        await run(DEFER, id, replica);
        const row = await firstRow(connection, FIND, id);
        return (row && toStoredText(row).response) ?? {};
      },
      async acknowledge() {
        const { id } = await decided;
        if (id !== undefined) finisher.finishSoon(id);
      },
      async sendSeparately(toText) {
        const { id } = await decided;
        if (id === undefined) return;
        const isEnded = await decide(async (inside) => {
          const row = await firstRow(inside, UNFINISHED_ONE, id, replica);
          const unfinished = row && toUnfinished(row);
          if (unfinished?.answer?.text === undefined) {
            await inside.run(DEFER, id, replica);
            return false;
          }
          await end(inside, id, toText(unfinished));
          return true;
        });
        if (!isEnded) return;
        underWay.delete(sid);
        additions.announce();
      },
    };
  }

  async function resume(text: Omit<Received, 'signature'>): Promise<TextReceipt> {
    return decide(async (inside) => {
      const known = await find(inside, text.sid);
      if (!known) throw new Error('a text that was never received');
      const { id } = known;
      await inside.run(RETRY, id);
      const sender = await readSenderState(inside, text);
      const receipt = sender.isSuspended
        ? ({ is: 'suspended' } as const)
        : await applyOptOut(inside, text, sender);
      if (receipt.is !== 'new') await inside.run(SEPARATE, id);
      return { id, receipt };
    });
  }

  return {
    receive: (text) =>
      createText(text, receive(text), (cause) => {
        if (cause instanceof SignatureReused) underWay.decided(text.sid, false);
        else underWay.refuse(text.sid);
      }),
    resume: (text) => createText(text, resume(text), () => underWay.decided(text.sid, false)),
    async unfinished() {
      await finisher.flush();
      await run(MOVE_FINISHED); // whatever is before it is not looked through again
      return takeUp();
    },
    async finish(sid, instead) {
      await decide(async (inside) => {
        const known = await find(inside, sid);
        if (!known) throw new Error('a text that was never received');
        await inside.run(SEPARATE, known.id);
        if (instead) await addToOutbox(inside, instead.text, instead.at, instead.possiblyOutSince);
      });
      underWay.delete(sid);
      if (instead) additions.announce();
    },
    lastFrom: createLastSender(connection).lastFrom,
    answersSince: async (at) => (await rows(ANSWERS, at)).map((row) => Answers.parse(row)),
    async forgetBefore(at) {
      let deleted = 0;
      for (let some = DELETED_AT_ONCE; some === DELETED_AT_ONCE; deleted += some) {
        some = await run(DELETE_BODIES, at);
      }
      await run(MOVE_FORGOTTEN);
      return deleted;
    },
  };
}
