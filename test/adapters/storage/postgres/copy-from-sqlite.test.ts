import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COPIED_TABLES } from '../../../../src/adapters/storage/postgres/copied-tables.ts';
import { copyFromSqlite } from '../../../../src/adapters/storage/postgres/copy-from-sqlite.ts';
import { openPool } from '../../../../src/adapters/storage/postgres/database.ts';
import { migrateAsOwner } from '../../../../src/adapters/storage/postgres/migrate-as-owner.ts';
import { createStores } from '../../../../src/adapters/storage/postgres/stores.ts';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { firstBroken } from '../../../../src/audit/audit.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { ALICE, BOB } from '../../../support/phone-number.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';
import { receivedText, receives, responseTo } from '../../../support/stores.ts';

const FIXTURE = new URL('../sqlite/format-16.sql', import.meta.url);
const REPLICA = '11111111-1111-4111-8111-111111111111';

/** Tables of a file that SQLite alone needs. */
const SQLITE_ONLY = ['known_id', 'probe', 'sqlite_sequence'];

describeOnPostgres('PostgreSQL', () => {
  let folder: string;
  let file: string;
  let target: PostgresDatabase;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copy-'));
    file = join(folder, 'relay.db');
    target = await createTestDatabase();
    using sql = new DatabaseSync(file);
    sql.exec(readFileSync(FIXTURE, 'utf8'));
    openDatabase(`sqlite:${file}`)[Symbol.dispose]();
  });
  afterEach(async () => {
    await target[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  const change = (statements: string): void => {
    using sql = new DatabaseSync(file);
    sql.exec(statements);
  };

  async function query(statement: string, url = target.url) {
    await using pool = openPool({ url, replica: 'test' });
    return await pool.rows({ name: 'query', text: statement });
  }

  test('a file is copied whole: texts, what is left to do, opt-outs, money and the record', async () => {
    change("UPDATE inbox SET body = 'a' || char(0) || 'b' WHERE sid = 'SM3'");
    change(`INSERT INTO text_month VALUES ('2026-11', 3, 2, 1, 41500, 8300);
      INSERT INTO receipt VALUES ('sms', 1400);
      INSERT INTO handover VALUES (1, 1, '${BOB}', 1, 1500, '2026-11', 8300, 1)`);
    const copied = await copyFromSqlite(file, target.url);
    expect(copied).toMatchObject({ ok: true });
    await using pool = openPool({ url: target.url, replica: 'test' });
    const settings = { replica: REPLICA, textsPerHour: 10, clock: new FakeClock() };
    const stores = createStores(pool, { ...settings, fencingToken: () => undefined });
    const { inbox, outbox, suppressions, ledger, textLedger, audit } = stores;
    expect(await responseTo(inbox, 'SM1')).toEqual({ text: 'the answer' });
    expect(await inbox.unfinished()).toMatchObject([
      { sid: 'SM2', answer: { text: 'on its way', kind: 'name' }, tries: 0 },
      { sid: 'SM3', from: ALICE, body: 'a\0b', media: 1, answer: undefined },
    ]);
    expect(await outbox.nextToSend(2000)).toMatchObject({ to: ALICE, body: 'waits to be sent' });
    expect(await suppressions.all()).toEqual([{ address: BOB, code: 21610, since: 1200 }]);
    expect(await ledger.spent('2026-11-27')).toMatchObject({ micros: 1234, open: 0 });
    expect(await ledger.isOff()).toBe(true);
    const costs = { received: 3, sent: 2, dropped: 1, micros: 41_500, billedMicros: 8300 };
    expect(await textLedger.ofMonth('2026-11')).toEqual(costs);
    expect(await outbox.lastReceiptAt()).toBe(1400);
    expect(await firstBroken(audit.all())).toBeUndefined();
    expect(await audit.last(10)).not.toEqual([]);
    const reused = receivedText({ sid: 'SM9', signature: 'signature of SM2' });
    await expect(receives(inbox, reused)).rejects.toThrow('belongs to another');
    expect(await receives(inbox, receivedText({ sid: 'SM10', signature: 'new' }))).toBe(true);
  });

  test('no table is left out, and no column', () => {
    using sql = new DatabaseSync(file);
    const tables = sql
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => !SQLITE_ONLY.includes(name));
    expect(COPIED_TABLES.map(({ from }) => from).toSorted()).toEqual(tables);
    for (const { from, columns } of COPIED_TABLES) {
      const all = sql.prepare(`SELECT name FROM pragma_table_info('${from}')`).all();
      const names = all.map(({ name }) => String(name)).filter((name) => name !== 'is_first');
      expect([from, ...columns.toSorted()]).toEqual([from, ...names.toSorted()]);
    }
  });

  test('nothing is copied into a database in use, out of a file in use, or of a broken record', async () => {
    {
      using _relay = openDatabase(`sqlite:${file}`);
      const busy = await copyFromSqlite(file, target.url);
      expect(busy.ok ? '' : busy.error).toContain('a relay is using');
    }
    change('DROP TRIGGER audit_is_final; UPDATE audit SET words = 1 WHERE seq = 1');
    const broken = await copyFromSqlite(file, target.url);
    expect(broken).toEqual({ ok: false, error: 'the record of actions is broken at line 1' });
    change("UPDATE audit SET words = 'Reboot plex?' WHERE seq = 1");
    expect(await copyFromSqlite(file, target.url)).toMatchObject({ ok: true });
    const again = await copyFromSqlite(file, target.url);
    expect(again.ok ? '' : again.error).toContain('in use already');
  });

  test('a role that relays run as changes neither tables nor the record', async () => {
    const name = `run_${target.url.split('/').at(-1)}`;
    await query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`, target.adminUrl);
    const url = new URL(target.url);
    url.username = name;
    url.password = 'secret';
    try {
      const before = await migrateAsOwner({ owner: url.href, url: url.href });
      expect(before.ok ? '' : before.error).toContain('may not change');
      const migrated = await migrateAsOwner({ owner: target.url, url: url.href });
      expect(migrated).toEqual({ ok: true, value: { role: name } });
      await using pool = openPool({ url: url.href, replica: 'test' });
      const settings = { replica: REPLICA, textsPerHour: 10, clock: new FakeClock() };
      const { audit } = createStores(pool, { ...settings, fencingToken: () => undefined });
      const entry = { run: 'r', at: 1, who: ALICE, face: 'sms', action: 'a', input: '{}' } as const;
      await audit.add({ ...entry, event: 'asked', words: 'Reboot?' });
      for (const statement of ['DELETE FROM audit', 'UPDATE audit SET at = 2', 'TRUNCATE audit']) {
        await expect(query(statement, url.href)).rejects.toThrow('permission denied');
        await expect(query(statement)).rejects.toThrow('never changed or shortened');
      }
      await expect(query('DROP TABLE audit', url.href)).rejects.toThrow('must be owner');
      expect(await audit.last(2)).toMatchObject([{ words: 'Reboot?' }]);
    } finally {
      await query(`DROP OWNED BY ${name}`, target.adminUrl);
      await query(`DROP ROLE ${name}`, target.adminUrl);
    }
  });
});
