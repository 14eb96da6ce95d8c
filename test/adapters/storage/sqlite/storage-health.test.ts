import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createStorageHealth } from '../../../../src/adapters/storage/sqlite/storage-health.ts';
import { receivedText, storesOf } from '../../../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'storage-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'relay.db');

const text = (sid: string) => receivedText({ sid, body: 'x'.repeat(200_000) });

test('a database that can be written is no obstacle', async () => {
  using database = openDatabase(`sqlite:${file}`);
  const { obstacle, problems } = createStorageHealth(database);
  expect([await obstacle(), await problems()]).toEqual([undefined, []]);
});

test('a full disk is told from the first text that could not be kept', async () => {
  using database = openDatabase(`sqlite:${file}`);
  const { obstacle, problems } = createStorageHealth(database);
  const { inbox } = storesOf(database);
  database.sql.exec(
    `PRAGMA max_page_count = ${Number(database.sql.prepare('PRAGMA page_count').get()?.['page_count'])}`,
  );
  const full = 'the database cannot be written: database or disk is full';
  await expect(inbox.receive(text('SM1')).receipt).rejects.toThrow('full');
  expect([await obstacle(), await problems()]).toEqual([full, [full]]);

  database.sql.exec('PRAGMA max_page_count = 100000');
  await inbox.receive(text('SM1')).receipt;
  expect([await obstacle(), await problems()]).toEqual([undefined, []]);
});

test('work that fails by itself says nothing about the disk', async () => {
  using database = openDatabase('memory:');
  const { obstacle } = createStorageHealth(database);
  database.sql.exec('CREATE TABLE word (word TEXT UNIQUE)');
  const insert = () => database.sql.prepare("INSERT INTO word VALUES ('taken')").run();
  await database.write(insert);
  await expect(database.write(insert)).rejects.toThrow('UNIQUE');
  const bug = () => {
    throw new Error('a bug');
  };
  await expect(database.write(bug)).rejects.toThrow('a bug');
  expect(await obstacle()).toBeUndefined();
});

test('a database that another process holds is told', async () => {
  using database = openDatabase(`sqlite:${file}`);
  using other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  expect(await createStorageHealth(database).obstacle()).toContain('database is locked');
});

test('a database in a folder without room is told before it is full', async () => {
  const gone = join(folder, 'gone');
  using database = openDatabase(`sqlite:${join(gone, 'relay.db')}`);
  rmSync(gone, { recursive: true });
  expect((await createStorageHealth(database).problems()).at(-1)).toBe(
    'only 0B free where the database is',
  );
});
