import { expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import { createOutgoing } from '../../src/app/outgoing.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';

test('a notice is fitted like every other text, and promises no second page', async () => {
  const loaded = await loadConfig({
    ...{ PUBLIC_URL, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: ALICE },
  });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const config = loaded.value;
  const clock = new FakeClock();
  const time = createLocalTime(clock, 'UTC');
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  await using cleanup = new AsyncDisposableStack();
  const database = cleanup.use(openDatabase('memory:'));
  const stores = createStores(database, { textsPerHour: 10, clock });
  const { people } = config;
  const apiUrl = () => 'http://127.0.0.1:1';
  const outgoing = cleanup.use(
    createOutgoing({ config, people, stores, apiUrl, clock, time, log }),
  );
  const [person] = people.all;
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
