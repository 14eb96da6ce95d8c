import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createInboxStore } from '../../../../src/adapters/storage/sqlite/inbox-store.ts';
import { parsePhoneNumber } from '../../../../src/core/phone-number.ts';

interface Order {
  readonly url: string;
  readonly count: number;
}

/** A process of its own: opens the database when told, takes many texts, dies without goodbye. */
process.once('message', (order: Order) => void takeTexts(order));

async function takeTexts({ url, count }: Order): Promise<void> {
  const from = parsePhoneNumber('+15550100001');
  if (!from.ok) throw new Error(from.error);

  const database = openDatabase(url);
  const { groupCommit } = database;
  const inbox = createInboxStore(database);
  const sids = Array.from({ length: count }, (_, at) => `SM${at}`);
  const taken: string[] = [];
  for (const sid of sids) {
    const text = { sid, from: from.value, to: undefined, body: 'x', media: 0, at: 1 };
    if (await groupCommit(() => inbox.receive(text))) taken.push(sid);
  }
  for (const sid of taken) {
    await groupCommit(() => inbox.answer(sid, { text: `by ${process.pid}` }, 'response'));
  }
  process.send?.(taken, () => process.kill(process.pid, 'SIGKILL'));
}

process.send?.('ready');
