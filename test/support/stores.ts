import type { Database } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import type { FittedAnswer } from '../../src/core/reply.ts';
import type { Inbox, InboxAnswer, Received, StoredAnswer } from '../../src/inbox/inbox.ts';
import { FakeClock } from './fake-clock.ts';
import { ALICE } from './phone-number.ts';

export const storesOf = (database: Database) =>
  createStores(database, { textsPerHour: 1000, clock: new FakeClock() });

/** A text from Alice, as the carrier delivers it. */
export const receivedText = (over: Partial<Received> = {}): Received => ({
  ...{ sid: 'SM1', from: ALICE, to: undefined, body: 'menu', media: 0, at: 1000 },
  suspensionKeys: [],
  ...over,
});

/** Resolves to whether a text was new. */
export const receives = async (inbox: Inbox, text: Received): Promise<boolean> =>
  (await inbox.receive(text).receipt).is === 'new';

/** An answer whose words go to Alice, in either form. */
export const answerOf = (reply: FittedAnswer, over: Partial<InboxAnswer> = {}): InboxAnswer => ({
  reply,
  asText:
    reply.text === undefined
      ? undefined
      : { key: `answer:${reply.text}`, to: ALICE, body: reply.text, goodUntil: 600_000 },
  at: 1000,
  ...over,
});

/** Receives a text, and answers it as soon as it is on the disk. */
export async function receiveAndAnswer(
  inbox: Inbox,
  text: Received,
  reply: FittedAnswer,
): Promise<StoredAnswer | undefined> {
  const stored = inbox.receive(text);
  await stored.receipt;
  return stored.answer(answerOf(reply));
}

/** The response that a replay of a text gets; `undefined` while that is open, or for a text that is new. */
export async function responseTo(inbox: Inbox, sid: string): Promise<FittedAnswer | undefined> {
  const receipt = await inbox.receive(receivedText({ sid })).receipt;
  return receipt.is === 'known' ? receipt.response : undefined;
}
