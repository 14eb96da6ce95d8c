import { Client } from 'pg';
import { expect, test } from 'vitest';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import { makeTimeFast } from '../../../support/postgres-time.ts';
import { queryPostgres } from '../../../support/query-postgres.ts';

const valuesOf = async (url: string, statement: string): Promise<readonly unknown[]> =>
  (await queryPostgres(url, statement)).flatMap((row) => Object.values(row));

describeOnPostgres('a PostgreSQL', () => {
  test('gives each test a database of its own, which is dropped at the end', async () => {
    await using other = await createTestDatabase();
    const url = await (async () => {
      await using database = await createTestDatabase();
      await valuesOf(database.url, 'CREATE TABLE mine ()');
      expect(await valuesOf(other.url, `SELECT to_regclass('mine')`)).toEqual([null]);
      return database.url;
    })();
    await expect(valuesOf(url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });

  test('lets an ordinary role in over either way, and another one that may do everything', async () => {
    await using database = await createTestDatabase();
    const isSuper = 'SELECT usesuper FROM pg_user WHERE usename = current_user';
    expect(await valuesOf(database.url, isSuper)).toEqual([false]);
    expect(await valuesOf(database.socketUrl, isSuper)).toEqual([false]);
    expect(await valuesOf(database.adminUrl, isSuper)).toEqual([true]);
  });

  test('orders words as a dictionary does, so that code which counts on bytes is seen', async () => {
    await using database = await createTestDatabase();
    const words = `SELECT w FROM (VALUES ('b'), ('B'), ('a'), ('_c')) v (w) ORDER BY w`;
    expect(await valuesOf(database.url, words)).toEqual(['_c', 'a', 'b', 'B']);
  });

  test('drops a database that is still in use', async () => {
    const database = await createTestDatabase();
    const client = new Client(database.url);
    await client.connect();
    const lost = Promise.withResolvers<Error>();
    client.on('error', lost.resolve);
    await database[Symbol.asyncDispose]();
    expect((await lost.promise).message).toMatch(/terminat/);
  });

  test('has a time that can run fast, also in the defaults of its columns', async () => {
    await using database = await createTestDatabase();
    const startedAt = Date.now() - 1000;
    await makeTimeFast(database, { startedAt, speed: 3600 });
    await queryPostgres(database.url, 'CREATE TABLE row (at timestamptz DEFAULT now())');
    await queryPostgres(database.url, 'INSERT INTO row DEFAULT VALUES');
    for (const time of ['at', 'now()', 'clock_timestamp()']) {
      const hours = `SELECT extract(epoch FROM ${time} - to_timestamp(${startedAt / 1000}))::float / 3600 FROM row`;
      const [passed] = await valuesOf(database.url, hours);
      expect(passed).toBeGreaterThanOrEqual(1);
      expect(passed).toBeLessThan(60);
    }
  });
});
