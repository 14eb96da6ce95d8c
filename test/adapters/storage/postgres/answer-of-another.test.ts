import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPool, type PgDatabase } from '../../../../src/adapters/storage/postgres/database.ts';
import { migrate } from '../../../../src/adapters/storage/postgres/migrate.ts';
import { createStores } from '../../../../src/adapters/storage/postgres/stores.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';
import { answerOf, receivedText } from '../../../support/stores.ts';

const NEVER = new Promise<void>(() => {});

describeOnPostgres('a text repeated to another replica', () => {
  let database: PostgresDatabase;
  let pool: PgDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
    await migrate(database.url, 'test');
    pool = openPool({ url: database.url, replica: 'test' });
  });
  afterEach(async () => {
    await pool[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const openInbox = () => {
    const settings = { replica: randomUUID(), textsPerHour: 10, clock: new FakeClock() };
    return createStores(pool, { ...settings, fencingToken: () => undefined }).inbox;
  };

  /** Receives a text at one replica, and then at another. */
  async function repeat() {
    const text = openInbox().receive(receivedText());
    await text.receipt;
    const again = await openInbox().receive(receivedText()).receipt;
    if (again.is !== 'known' || !again.later) throw new Error(`it is ${again.is}`);
    expect(again.response).toBeUndefined();
    return { text, later: again.later };
  }

  test('waits for the answer of the one that works on it', async () => {
    const { text, later } = await repeat();
    const response = later(NEVER);
    await text.answer(answerOf({ text: 'the answer' }));
    expect(await response).toEqual({ text: 'the answer' });
  });

  test('is answered with nothing when the answer goes out as a text of its own', async () => {
    const { text, later } = await repeat();
    const response = later(NEVER);
    await text.defer();
    expect(await response).toEqual({});
  });

  test('is answered with nothing when the answer does not come in time', async () => {
    const { later } = await repeat();
    expect(await later(Promise.resolve())).toEqual({});
  });
});
