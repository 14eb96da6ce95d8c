import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import { startPostgres, tcpUrl } from '../../../support/postgres-cluster.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../support/postgres-faults.ts';

type Row = Readonly<Record<string, unknown>>;

async function connectTo(url: string) {
  const client = new Client(url);
  client.on('error', () => undefined); // the statement that was under way says it too
  await client.connect();
  return {
    query: async (statement: string): Promise<readonly Row[]> =>
      (await client.query<Row>(statement)).rows,
    [Symbol.asyncDispose]: () => client.end(),
  };
}

describeOnPostgres('a database that fails', () => {
  let database: PostgresDatabase;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await startFaultyProxy(database.url);
    await using client = await connectTo(database.url);
    await client.query('CREATE TABLE note (words text)');
  });
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const isRunning = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'`;

  test('cuts connections amid a statement, and takes new ones', async () => {
    await using client = await connectTo(proxy.url);
    await using witness = await connectTo(database.url);
    const cut = expect(client.query('SELECT pg_sleep(600)')).rejects.toThrow(/ECONNRESET/);
    await expect.poll(() => witness.query(isRunning)).toHaveLength(1);
    proxy.cut();
    await cut;
    await using next = await connectTo(proxy.url);
    expect(await next.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.for([
    ['before', 0],
    ['after', 1],
  ] as const)('cuts a connection %s its commit', async ([when, kept]) => {
    await using client = await connectTo(proxy.url);
    await using witness = await connectTo(database.url);
    await client.query('BEGIN');
    await client.query(`INSERT INTO note VALUES ('${when}')`);
    const isCut = proxy.cutAt({ words: 'COMMIT', when });
    await expect(client.query('COMMIT')).rejects.toThrow(/ECONNRESET/);
    await isCut;
    const notes = await witness.query(`SELECT FROM note WHERE words = '${when}'`);
    expect(notes).toHaveLength(kept);
  });

  test('refuses connections until it goes on', async () => {
    proxy.refuse();
    await expect(connectTo(proxy.url)).rejects.toThrow(/ECONNRESET|terminated unexpectedly/);
    proxy.goOn();
    await using client = await connectTo(proxy.url);
    expect(await client.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('holds back what is sent until it goes on', async () => {
    await using client = await connectTo(proxy.url);
    await using witness = await connectTo(database.url);
    proxy.stall();
    const [stored, connected] = [
      client.query(`INSERT INTO note VALUES ('late')`),
      connectTo(proxy.url),
    ];
    const late = () => witness.query(`SELECT FROM note WHERE words = 'late'`);
    for (let time = 0; time < 5; time += 1) expect(await late()).toHaveLength(0);
    proxy.goOn();
    await stored;
    expect(await late()).toHaveLength(1);
    await (await connected)[Symbol.asyncDispose]();
  });

  test('comes back with all that it committed after it was killed', async () => {
    await using cluster = await startPostgres({ fsync: 'on' });
    const url = tcpUrl(cluster, { user: 'postgres', database: 'postgres' });
    const client = await connectTo(url);
    await client.query('CREATE TABLE note (words text)');
    await client.query(`INSERT INTO note VALUES ('kept')`);
    await client.query('BEGIN');
    await client.query(`INSERT INTO note VALUES ('lost')`);
    await cluster.kill();
    await expect(client.query('COMMIT')).rejects.toThrow();
    await expect(connectTo(url)).rejects.toThrow(/ECONNREFUSED/);
    await cluster.restart();
    await using next = await connectTo(url);
    expect(await next.query('SELECT words FROM note')).toEqual([{ words: 'kept' }]);
  });
});
