import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { answerOf, receivedText, storesOf } from '../../../support/stores.ts';

interface Order {
  readonly url: string;
  readonly count: number;
}

/** A process of its own: opens the database when told, takes many texts, dies without goodbye. */
process.once('message', (order: Order) => void takeTexts(order));

async function takeTexts({ url, count }: Order): Promise<void> {
  const { inbox } = storesOf(openDatabase(url));
  const sids = Array.from({ length: count }, (_, at) => `SM${at}`);
  const taken: string[] = [];
  for (const sid of sids) {
    const text = inbox.receive(receivedText({ sid }));
    if ((await text.receipt).is !== 'new') continue;
    taken.push(sid);
    await text.answer(answerOf({ text: `by ${process.pid}` }));
  }
  process.send?.(taken, () => process.kill(process.pid, 'SIGKILL'));
}

process.send?.('ready');
