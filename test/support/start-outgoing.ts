import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import { createOutgoing } from '../../src/app/outgoing.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { createSoleLeadership } from '../../src/store/leadership.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from './account.ts';
import { FakeClock } from './fake-clock.ts';
import { ALICE } from './phone-number.ts';
import { REPLICA } from './replica.ts';

/** Starts the outgoing half of a relay over a database in memory, with a carrier that cannot be reached. */
export async function startOutgoing(cleanup: AsyncDisposableStack) {
  const config = await loadConfig({
    ...{ PUBLIC_URL, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: ALICE },
  });
  if (!config.ok) throw new Error(config.error.join('\n'));
  const clock = new FakeClock();
  const common = {
    ...{ config: config.value, clock, time: createLocalTime(clock, 'UTC') },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    leadership: createSoleLeadership(REPLICA),
  };
  const database = cleanup.use(openDatabase('memory:'));
  const stores = createStores(database, { textsPerHour: 10, clock });
  const apiUrl = () => 'http://127.0.0.1:1';
  const { people } = config.value;
  const outgoing = cleanup.use(createOutgoing({ ...common, people, stores, apiUrl }));
  return { ...common, database, stores, outgoing };
}
