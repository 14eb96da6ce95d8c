import { expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import { createIncoming } from '../../src/app/incoming.ts';
import { createOutgoing } from '../../src/app/outgoing.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { receivedText, receives } from '../support/stores.ts';

test('texts that were left are in line before a new one can come', async () => {
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
  await receives(stores.inbox, receivedText({ body: 'left', at: clock.now() }));
  const { people } = config;
  const apiUrl = () => 'http://127.0.0.1:1';
  const { dispatcher } = cleanup.use(
    createOutgoing({ config, people, stores, apiUrl, clock, time, log }),
  );

  const handled: string[] = [];
  await createIncoming({
    ...{ config, stores, dispatcher, clock, log, cleanup, timeOf: () => time, countMessage() {} },
    async converse(_person, { body }) {
      handled.push(body);
      return { keep() {} };
    },
  });
  expect(handled).toEqual(['left']);
});
