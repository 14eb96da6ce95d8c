import { expect, test } from 'vitest';
import { startOutgoing } from '../support/start-outgoing.ts';

test('a notice is fitted like every other text, and promises no second page', async () => {
  await using cleanup = new AsyncDisposableStack();
  const { config, database, outgoing } = await startOutgoing(cleanup);
  const [person] = config.people.all;
  if (!person) throw new Error('nobody is on the list');
  await outgoing.transact(async ({ notify }) => {
    await notify(person.id, 'short', 'Done: “plex” runs \u{2713}');
    await notify(person.id, 'long', 'word '.repeat(90));
  });
  const bodies = database.sql.prepare('SELECT body FROM outbox ORDER BY id').all();
  expect(bodies).toEqual([
    { body: 'Done: "plex" runs ok' },
    { body: `${'word '.repeat(58).trimEnd()}\n(cut here)` },
  ]);
});
