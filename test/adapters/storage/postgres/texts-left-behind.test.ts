import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPool } from '../../../../src/adapters/storage/postgres/database.ts';
import { migrate } from '../../../../src/adapters/storage/postgres/migrate.ts';
import { createStores } from '../../../../src/adapters/storage/postgres/stores.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';
import { startFaultyProxy } from '../../../support/postgres-faults.ts';
import { queryPostgres } from '../../../support/query-postgres.ts';
import { answerOf, receivedText, receives } from '../../../support/stores.ts';

describeOnPostgres('texts of the dead', () => {
  let cleanup: AsyncDisposableStack;
  let database: PostgresDatabase;
  beforeEach(async () => {
    cleanup = new AsyncDisposableStack();
    database = cleanup.use(await createTestDatabase());
    await migrate(database.url, 'test');
  });
  afterEach(() => cleanup.disposeAsync());

  const endLease = (replica: string) =>
    queryPostgres(database.url, `DELETE FROM replica WHERE id = '${replica}'`);

  /** Opens the stores of a replica with a lease. */
  async function join(url = database.url) {
    const replica = randomUUID();
    const lease = `('${replica}', 'test', '1', now() + interval '1 hour')`;
    const columns = 'id, name, version, lease_until';
    await queryPostgres(database.url, `INSERT INTO replica (${columns}) VALUES ${lease}`);
    const pool = cleanup.use(openPool({ url, replica: 'test' }));
    const settings = { replica, textsPerHour: 1000, clock: new FakeClock() };
    const stores = createStores(pool, { ...settings, fencingToken: () => undefined });
    pool.onUncertain(stores.releaseUnknown);
    return { replica, ...stores };
  }

  const sidsOf = (texts: readonly { readonly sid: string }[]) => texts.map(({ sid }) => sid);

  /** Holds up a statement that looks for texts, by a table that none needs which stores them, while something happens. */
  async function whileLooking(
    { look, table }: { readonly look: () => Promise<unknown>; readonly table: string },
    happens: () => Promise<void>,
  ) {
    const holder = new Client(database.url);
    await holder.connect();
    await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const looking = look();
    await expect
      .poll(() => queryPostgres(database.url, 'SELECT FROM pg_locks WHERE NOT granted'))
      .not.toEqual([]);
    await happens();
    await holder.query('COMMIT');
    await holder.end();
    return looking;
  }

  test('are none that this replica receives while it looks for them', async () => {
    const { inbox, releaseUnknown } = await join();
    const receive = (sid: string) => async () => {
      expect(await receives(inbox, receivedText({ sid }))).toBe(true);
    };
    const looking = { look: inbox.unfinished, table: 'replica' };
    expect(await whileLooking(looking, receive('SM1'))).toEqual([]);
    await whileLooking({ look: releaseUnknown, table: 'inbox_mark' }, receive('SM2'));
    const owned = await queryPostgres(database.url, 'SELECT FROM inbox WHERE owner IS NOT NULL');
    expect(owned).toHaveLength(2);
  });

  test('are none whose answer is still awaited after an empty response arrived', async () => {
    const { inbox, finishTexts, outbox } = await join();
    const text = inbox.receive(receivedText());
    await text.receipt;
    expect(await text.defer()).toEqual({});
    await text.acknowledge();
    await finishTexts();
    expect(await inbox.unfinished()).toEqual([]);
    expect(await text.answer(answerOf({ text: 'late' }))).toMatchObject({ way: 'text' });
    expect(await inbox.unfinished()).toEqual([]);
    expect(await outbox.count(0)).toEqual(new Map([['waiting', 1]]));
  });

  test('are none whose response arrived without a stored answer: somebody was told to try again', async () => {
    const [one, two] = [await join(), await join()];
    const text = one.inbox.receive(receivedText());
    await text.receipt;
    await text.acknowledge();
    await one.finishTexts();
    await endLease(one.replica);
    for (const { inbox } of [one, two]) expect(await inbox.unfinished()).toEqual([]);
  });

  test('are none whose sender was told to try again, though they were stored unheard', async () => {
    const proxy = cleanup.use(await startFaultyProxy(database.url));
    const [one, other] = [await join(proxy.url), await join()];
    const cut = proxy.cutAt({ words: 'INSERT INTO inbox', when: 'after' }).then(proxy.refuse);
    await expect(one.inbox.receive(receivedText()).receipt).rejects.toThrow('cannot be reached');
    await cut;
    expect(await queryPostgres(database.url, 'SELECT FROM inbox WHERE NOT done')).toHaveLength(1);
    proxy.goOn();
    await one.suppressions.all();
    await expect
      .poll(() => queryPostgres(database.url, 'SELECT FROM inbox WHERE NOT done'))
      .toEqual([]);
    for (const { inbox } of [one, other]) expect(await inbox.unfinished()).toEqual([]);
  });

  test('are taken up by one replica, which knows them when they are delivered again', async () => {
    const [dead, one, two] = [await join(), await join(), await join()];
    for (let round = 0; round < 10; round += 1) {
      const text = receivedText({ sid: `SM${round}` });
      await receives(dead.inbox, text);
      expect(sidsOf(await one.inbox.unfinished())).toEqual([]);
      await endLease(dead.replica);
      const looking = [one.inbox.unfinished(), two.inbox.unfinished()];
      const again = Array.from({ length: 20 }, () => receives(one.inbox, text));
      const taken = (await Promise.all(looking)).flatMap(sidsOf);
      expect(taken.length).toBeLessThanOrEqual(1);
      expect(await receives(one.inbox, text)).toBe(false);
      expect(await receives(two.inbox, text)).toBe(false);
      expect(await Promise.all(again)).not.toContain(true);
      for (const { inbox } of [one, two])
        for (const sid of sidsOf(await inbox.unfinished())) taken.push(sid);
      expect(new Set(taken)).toEqual(new Set([text.sid]));
      await one.inbox.finish(text.sid);
      await queryPostgres(
        database.url,
        `INSERT INTO replica (id, name, version, lease_until)
         VALUES ('${dead.replica}', 'test', '1', now() + interval '1 hour')`,
      );
    }
  });
});
