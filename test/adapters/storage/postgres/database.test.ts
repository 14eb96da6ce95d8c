import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type PgConnection,
  statement,
} from '../../../../src/adapters/storage/postgres/connection.ts';
import { openPool, type PgDatabase } from '../../../../src/adapters/storage/postgres/database.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../support/postgres-faults.ts';
import { queryPostgres } from '../../../support/query-postgres.ts';

const INSERT = statement('INSERT INTO note (words) VALUES ($1)');
const WRONG = statement('INSERT INTO note (words) VALUES (NULL)');
const LOCK = statement('SELECT pg_advisory_xact_lock(1)');

describeOnPostgres('connections that break', () => {
  let database: PostgresDatabase;
  let proxy: FaultyProxy;
  let pool: PgDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
    await queryPostgres(database.url, 'CREATE TABLE note (words text NOT NULL)');
    proxy = await startFaultyProxy(database.url);
    pool = openPool({ url: proxy.url, replica: 'test', maxConnections: 2 });
  });
  afterEach(async () => {
    await pool[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const notes = async () =>
    (await queryPostgres(database.url, 'SELECT words FROM note')).map(({ words }) => words);

  /** Waits until somebody waits for a lock, amid a statement. */
  const untilOneWaits = () =>
    expect
      .poll(() => queryPostgres(database.adminUrl, 'SELECT FROM pg_locks WHERE NOT granted'))
      .not.toHaveLength(0);

  test('do not end the process when they are idle', async () => {
    await pool.run(INSERT, 'before');
    proxy.cut();
    await pool.run(INSERT, 'after');
    expect(await notes()).toEqual(['before', 'after']);
    expect(pool.outage()).toBeUndefined();
  });

  test('do not end the process amid a transaction that does nothing just then, which is run again', async () => {
    let attempts = 0;
    await pool.decide(async (inside) => {
      attempts += 1;
      await inside.run(INSERT, `attempt ${attempts}`);
      if (attempts > 1) return;
      proxy.cut();
      await notes(); // by then the connection is known to be broken
    });
    expect(await notes()).toEqual(['attempt 2']);
  });

  test('amid a statement of a transaction let it run again', async () => {
    let attempts = 0;
    const waiting = async (inside: PgConnection) => {
      attempts += 1;
      await inside.run(INSERT, `attempt ${attempts}`);
      await inside.rows(LOCK);
    };
    const holder = openPool({ url: database.url, replica: 'other' });
    const release = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    const held = holder.transact(async (tx) => {
      await tx.rows(LOCK);
      isHeld.resolve();
      await release.promise;
    });
    await isHeld.promise;
    const done = pool.decide(waiting);
    await untilOneWaits();
    proxy.cut();
    release.resolve();
    await Promise.all([held, done]);
    await holder[Symbol.asyncDispose]();
    expect(await notes()).toEqual([`attempt ${attempts}`]);
  });

  test.for([
    ['before', []],
    ['after', ['once']],
  ] as const)('%s a commit do not let a transaction run twice', async ([when, stored]) => {
    const isCut = proxy.cutAt({ words: 'COMMIT', when });
    await expect(pool.decide((inside) => inside.run(INSERT, 'once'))).rejects.toThrow(/unknown/);
    await isCut;
    expect(await notes()).toEqual(stored);
  });

  test('are waited for while they are refused', async () => {
    proxy.refuse();
    const stored = pool.run(INSERT, 'late');
    await expect.poll(() => pool.outage()).toBeDefined();
    proxy.goOn();
    await stored;
    expect(await notes()).toEqual(['late']);
    expect(pool.outage()).toBeUndefined();
  });

  test('by the server are waited for: it was told to end them', async () => {
    await pool.run(INSERT, 'before');
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await queryPostgres(database.adminUrl, end);
    await pool.run(INSERT, 'after');
    expect(await notes()).toEqual(['before', 'after']);
  });

  test('are no reason to report a transaction as done that a failed statement has ended', async () => {
    const swallowed = pool.decide(async (inside) => {
      await inside.run(INSERT, 'lost');
      await inside.run(WRONG).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow();
    expect(await notes()).toEqual([]);
  });
});
