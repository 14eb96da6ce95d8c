import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { createSqliteInbox } from '../../../src/adapters/sqlite/sqlite-inbox.ts';
import { parsePhoneNumber } from '../../../src/core/phone-number.ts';

/** A process of its own: opens the database when told, takes many texts, dies without goodbye. */
process.once('message', ({ url, count }: { url: string; count: number }) => {
  const from = parsePhoneNumber('+15550100001');
  if (!from.ok) throw new Error(from.error);

  const inbox = createSqliteInbox(openDatabase(url));
  const sids = Array.from({ length: count }, (_, at) => `SM${at}`);
  const taken = sids.filter((sid) =>
    inbox.receive({ sid, from: from.value, to: undefined, body: 'x', media: 0, at: 1 }),
  );
  for (const sid of taken) inbox.answer(sid, { text: `by ${process.pid}` }, 'response');
  process.send?.(taken, () => process.kill(process.pid, 'SIGKILL'));
});

process.send?.('ready');
