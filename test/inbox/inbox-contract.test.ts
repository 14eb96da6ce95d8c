import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteInbox } from '../../src/adapters/sqlite/sqlite-inbox.ts';
import type { Received } from '../../src/inbox/inbox.ts';
import { ALICE, BOB } from '../support/phone-number.ts';

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => `sqlite:${join(folder, 'deep', `${files++}.db`)}`;

const text = (over: Partial<Received> = {}): Received => ({
  sid: 'SM1',
  from: ALICE,
  body: 'menu',
  at: 1000,
  ...over,
});

describe.for<readonly [string, () => string]>([
  ['memory', () => 'memory:'],
  ['a file', newFile],
])('an inbox in %s', ([, url]) => {
  const open = () => createSqliteInbox(openDatabase(url()));

  test('takes a text once, whoever sends it again and whatever it says then', () => {
    const inbox = open();
    expect(inbox.receive(text())).toBe(true);
    expect(inbox.receive(text())).toBe(false);
    expect(inbox.receive(text({ from: BOB, body: 'other', at: 99 }))).toBe(false);
    expect(inbox.receive(text({ sid: 'SM2' }))).toBe(true);
  });

  test('knows no answer until there is one, and the first stands', () => {
    const inbox = open();
    inbox.receive(text());
    expect(inbox.answerTo('SM1')).toBeUndefined();
    inbox.answer('SM1', { text: 'first \u{1f642}\nline "2" \u00e4' });
    inbox.answer('SM1', { text: 'second' });
    expect(inbox.answerTo('SM1')).toEqual({ text: 'first \u{1f642}\nline "2" \u00e4' });
    expect(inbox.answerTo('SM9')).toBeUndefined();
  });

  test('an empty answer is an answer', () => {
    const inbox = open();
    inbox.receive(text());
    inbox.answer('SM1', {});
    inbox.answer('SM1', { text: 'too late' });
    expect(inbox.answerTo('SM1')).toEqual({});
  });

  test('forgets words but no ids', () => {
    const inbox = open();
    inbox.receive(text({ at: 1 }));
    inbox.answer('SM1', { text: 'old' });
    inbox.receive(text({ sid: 'SM2', at: 2 }));
    inbox.answer('SM2', { text: 'young' });
    expect(inbox.forgetBefore(2)).toBe(1);
    expect(inbox.forgetBefore(2)).toBe(0);
    expect(inbox.answerTo('SM1')).toEqual({});
    expect(inbox.receive(text())).toBe(false);
    expect(inbox.answerTo('SM2')).toEqual({ text: 'young' });
  });
});

test('what was committed is there after a restart', () => {
  const url = newFile();
  const before = openDatabase(url);
  const inbox = createSqliteInbox(before);
  inbox.receive(text());
  inbox.answer('SM1', { text: 'stored' });
  before[Symbol.dispose]();

  using after = openDatabase(url);
  expect(createSqliteInbox(after).receive(text())).toBe(false);
  expect(createSqliteInbox(after).answerTo('SM1')).toEqual({ text: 'stored' });
});

test('two processes on one file decide a text once', () => {
  const url = newFile();
  using one = openDatabase(url);
  using other = openDatabase(url);
  const taken = [one, other].map((database) => createSqliteInbox(database).receive(text()));
  expect(taken).toEqual([true, false]);
});

test('a forgotten word is not on the disk any more than in a query', () => {
  const url = newFile();
  using database = openDatabase(url);
  const inbox = createSqliteInbox(database);
  inbox.receive(text({ body: 'a secret' }));
  inbox.forgetBefore(2000);
  expect(database.sql.prepare('SELECT * FROM inbox').all()).toMatchObject([
    { sid: 'SM1', body: null, answer: null },
  ]);
});

test('only the owner of the process may read the file', () => {
  const url = newFile();
  using _ = openDatabase(url);
  expect(statSync(url.slice('sqlite:'.length)).mode & 0o077).toBe(0);
});

test('a database of a newer version is left alone', () => {
  const url = newFile();
  const database = openDatabase(url);
  database.sql.exec('PRAGMA user_version = 999');
  database[Symbol.dispose]();
  expect(() => openDatabase(url)).toThrow('newer sms-relay');
});
