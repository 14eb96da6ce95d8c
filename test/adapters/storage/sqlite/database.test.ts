import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { ALICE } from '../../../support/phone-number.ts';
import {
  answerOf,
  receiveAndAnswer,
  receivedText,
  receives,
  responseTo,
  storesOf,
} from '../../../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'database-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, 'some', `deep${files++}`, 'relay.db');

const text = receivedText({ body: 'words' });

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('what was committed is there after a restart', async () => {
  const url = `sqlite:${newFile()}`;
  const before = openDatabase(url);
  await receiveAndAnswer(storesOf(before).inbox, text, { text: 'stored' });
  before[Symbol.dispose]();

  using after = openDatabase(url);
  const { inbox } = storesOf(after);
  expect(await receives(inbox, text)).toBe(false);
  expect(await responseTo(inbox, 'SM1')).toEqual({ text: 'stored' });
});

test('two connections to one file see each other at once, and decide a text once', async () => {
  const url = `sqlite:${newFile()}`;
  using one = openDatabase(url);
  using other = openDatabase(url);
  const [first, second] = [storesOf(one), storesOf(other)].map(({ inbox }) => inbox.receive(text));
  const receipts = await Promise.all([first?.receipt, second?.receipt]);
  expect(receipts).toEqual([{ is: 'new' }, { is: 'known', response: undefined }]);
  expect(await second?.answer(answerOf({ text: 'by the second' }))).toBeUndefined();
  await first?.answer(answerOf({ text: 'by the first' }));
  expect(await responseTo(storesOf(other).inbox, 'SM1')).toEqual({ text: 'by the first' });
});

test('two connections decide texts that come to both in one moment once', async () => {
  const url = `sqlite:${newFile()}`;
  using one = openDatabase(url);
  using other = openDatabase(url);
  const inboxes = [storesOf(one).inbox, storesOf(other).inbox];
  const sids = Array.from({ length: 50 }, (_, at) => `SM${at}`);
  for (const sid of sids) {
    const answers = inboxes.map((inbox, by) =>
      inbox.receive(receivedText({ sid })).answer(answerOf({ text: `${by}` })),
    );
    const stored = (await Promise.all(answers)).filter((it) => it !== undefined);
    expect(stored).toHaveLength(1);
    const responses = await Promise.all(inboxes.map((inbox) => responseTo(inbox, sid)));
    expect(responses).toEqual([stored[0]?.response, stored[0]?.response]);
  }
});

const Sids = z.array(z.string());

async function startTexter() {
  const texter = fork(new URL('./texter.ts', import.meta.url));
  await once(texter, 'message');
  return {
    async takes(count: number, url: string) {
      const [message, exit] = [once(texter, 'message'), once(texter, 'exit')];
      texter.send({ url, count });
      expect(await exit).toEqual([null, 'SIGKILL']);
      return { taken: Sids.parse((await message)[0]), answer: `by ${texter.pid}` };
    },
  };
}

test('processes that open a new file together and are killed lose nothing and share nothing', async () => {
  const url = `sqlite:${newFile()}`;
  const texters = await Promise.all([startTexter(), startTexter(), startTexter()]);
  const shares = await Promise.all(texters.map((texter) => texter.takes(100, url)));

  using database = openDatabase(url);
  const { inbox } = storesOf(database);
  expect(new Set(shares.flatMap(({ taken }) => taken)).size).toBe(100);
  for (const { taken, answer } of shares) {
    const responses = await Promise.all(taken.map((sid) => responseTo(inbox, sid)));
    expect(responses).toEqual(taken.map(() => ({ text: answer })));
  }
  expect(shares.flatMap(({ taken }) => taken)).toHaveLength(100);
});

test('a process that comes while another sets the file up waits for it', async () => {
  const file = newFile();
  mkdirSync(dirname(file), { recursive: true });
  using other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const texter = await startTexter();
  const share = texter.takes(10, `sqlite:${file}`);

  await Promise.race([share, sleep(100)]); // long enough for it to fail, if it would not wait
  other.exec('COMMIT');
  expect((await share).taken).toHaveLength(10);
});

test('a forgotten text leaves its id and no words', async () => {
  using database = openDatabase('memory:');
  const { inbox } = storesOf(database);
  await receiveAndAnswer(inbox, text, { text: 'an answer' });
  await inbox.forgetBefore(2000);
  expect(database.sql.prepare('SELECT sid, body, answer FROM inbox').all()).toEqual([
    { sid: 'SM1', body: null, answer: null },
  ]);
});

describe('the file', () => {
  test('and all beside it belong to the owner of the process alone', async () => {
    const file = newFile();
    using database = openDatabase(`sqlite:${file}`);
    await receives(storesOf(database).inbox, text);
    expect(['', '-wal', '-shm'].map((suffix) => modeOf(file + suffix))).toEqual([
      0o600, 0o600, 0o600,
    ]);
    expect(modeOf(dirname(file))).toBe(0o700);
  });

  test('keeps the mode it was given by somebody else', () => {
    const file = newFile();
    openDatabase(`sqlite:${file}`)[Symbol.dispose]();
    chmodSync(file, 0o640);
    openDatabase(`sqlite:${file}`)[Symbol.dispose]();
    expect(modeOf(file)).toBe(0o640);
  });

  test('is written to the disk before an answer goes out', () => {
    using database = openDatabase(`sqlite:${newFile()}`);
    const pragma = (name: string) => database.sql.prepare(`PRAGMA ${name}`).get()?.[name];
    expect([pragma('journal_mode'), pragma('synchronous')]).toEqual(['wal', 2]);
  });

  test('of a newer version is left alone', () => {
    const url = `sqlite:${newFile()}`;
    const database = openDatabase(url);
    database.sql.exec('PRAGMA user_version = 999');
    database[Symbol.dispose]();
    expect(() => openDatabase(url)).toThrow(
      'was written by a newer sms-relay (format 999, this one reads',
    );
  });

  test('of an older version keeps every text, answered or not', async () => {
    const file = newFile();
    mkdirSync(dirname(file), { recursive: true });
    using old = new DatabaseSync(file);
    old.exec(`CREATE TABLE inbox (sid TEXT PRIMARY KEY, sender TEXT NOT NULL, at INTEGER NOT NULL, body TEXT,
        answered INTEGER NOT NULL DEFAULT 0, answer TEXT) STRICT, WITHOUT ROWID;
      CREATE INDEX inbox_to_forget ON inbox (at) WHERE body IS NOT NULL;
      INSERT INTO inbox VALUES ('SM2', '${ALICE}', 7, 'menu', 1, 'OK.'), ('SM1', '${ALICE}', 9, '2', 0, NULL);
      PRAGMA user_version = 1`);
    using database = openDatabase(`sqlite:${file}`);
    const { inbox } = storesOf(database);
    for (const sid of ['SM1', 'SM2']) expect(await receives(inbox, { ...text, sid })).toBe(false);
    expect(await responseTo(inbox, 'SM2')).toEqual({ text: 'OK.' });
    expect(await inbox.lastFrom([ALICE], 8)).toEqual({ from: ALICE, to: undefined });
    expect([await inbox.forgetBefore(8), await inbox.forgetBefore(10)]).toEqual([1, 1]);
  });

  test('that is no database is refused at once', () => {
    const file = newFile();
    openDatabase(`sqlite:${file}`)[Symbol.dispose]();
    writeFileSync(file, 'not a database, but long enough to be looked at '.repeat(100));
    expect(() => openDatabase(`sqlite:${file}`)).toThrow('not a database');
  });
});
