import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createInboxStore } from '../../../../src/adapters/storage/sqlite/inbox-store.ts';
import { createStorageHealth } from '../../../../src/adapters/storage/sqlite/storage-health.ts';
import { ALICE } from '../../../support/phone-number.ts';

const folder = mkdtempSync(join(tmpdir(), 'storage-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'relay.db');

const text = (sid: string) => ({
  ...{ sid, from: ALICE, to: undefined, body: 'x'.repeat(5000), at: 1000, media: 0 },
});

test('a database that can be written is no obstacle', () => {
  using database = openDatabase(`sqlite:${file}`);
  const { obstacle, problems } = createStorageHealth(database);
  expect([obstacle(), problems()]).toEqual([undefined, []]);
});

test('a full disk is told from the first text that could not be kept', async () => {
  using database = openDatabase(`sqlite:${file}`);
  const { obstacle, problems } = createStorageHealth(database);
  const inbox = createInboxStore(database);
  database.sql.exec(
    `PRAGMA max_page_count = ${Number(database.sql.prepare('PRAGMA page_count').get()?.['page_count'])}`,
  );
  const full = 'the database cannot be written: database or disk is full';
  await expect(database.groupCommit(() => inbox.receive(text('SM1')))).rejects.toThrow('full');
  expect([obstacle(), problems()]).toEqual([full, [full]]);

  database.sql.exec('PRAGMA max_page_count = 100000');
  await database.groupCommit(() => inbox.receive(text('SM1')));
  expect([obstacle(), problems()]).toEqual([undefined, []]);
});

test('work that fails by itself says nothing about the disk', async () => {
  using database = openDatabase('memory:');
  const { obstacle } = createStorageHealth(database);
  database.sql.exec('CREATE TABLE word (word TEXT UNIQUE)');
  const insert = () => database.sql.prepare("INSERT INTO word VALUES ('taken')").run();
  await database.groupCommit(insert);
  await expect(database.groupCommit(insert)).rejects.toThrow('UNIQUE');
  const bug = () => {
    throw new Error('a bug');
  };
  await expect(database.groupCommit(bug)).rejects.toThrow('a bug');
  expect(obstacle()).toBeUndefined();
});

test('a database that another process holds is told', () => {
  using database = openDatabase(`sqlite:${file}`);
  using other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  expect(createStorageHealth(database).obstacle()).toContain('database is locked');
});

test('a database in a folder without room is told before it is full', () => {
  const gone = join(folder, 'gone');
  using database = openDatabase(`sqlite:${join(gone, 'relay.db')}`);
  rmSync(gone, { recursive: true });
  expect(createStorageHealth(database).problems().at(-1)).toBe(
    'only 0B free where the database is',
  );
});
