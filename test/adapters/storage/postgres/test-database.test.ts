import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../support/postgres.ts';
import { HOW_TO_INSTALL_POSTGRES, isPostgresMissing } from '../../../support/postgres-programs.ts';

async function queryRows(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(statement);
    return rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

describe.skipIf(isPostgresMissing)(`a PostgreSQL (else: ${HOW_TO_INSTALL_POSTGRES})`, () => {
  test('gives each test a database of its own, which is dropped at the end', async () => {
    await using other = await createTestDatabase();
    const url = await (async () => {
      await using database = await createTestDatabase();
      await queryRows(database.url, 'CREATE TABLE mine ()');
      expect(await queryRows(other.url, `SELECT to_regclass('mine')`)).toEqual([null]);
      return database.url;
    })();
    await expect(queryRows(url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });

  test('lets an ordinary role in over either way, and another one that may do everything', async () => {
    await using database = await createTestDatabase();
    const isSuper = 'SELECT usesuper FROM pg_user WHERE usename = current_user';
    expect(await queryRows(database.url, isSuper)).toEqual([false]);
    expect(await queryRows(database.socketUrl, isSuper)).toEqual([false]);
    expect(await queryRows(database.adminUrl, isSuper)).toEqual([true]);
  });

  test('orders words as a dictionary does, so that code which counts on bytes is seen', async () => {
    await using database = await createTestDatabase();
    const words = `SELECT w FROM (VALUES ('b'), ('B'), ('a'), ('_c')) v (w) ORDER BY w`;
    expect(await queryRows(database.url, words)).toEqual(['_c', 'a', 'b', 'B']);
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
});
