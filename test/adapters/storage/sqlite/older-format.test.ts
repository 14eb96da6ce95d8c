import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { keepOlderFile } from '../../../../src/adapters/storage/sqlite/keep-older-file.ts';
import { firstBroken } from '../../../../src/audit/audit.ts';
import { toPersonId } from '../../../../src/people/person.ts';
import { ALICE, BOB, RELAY } from '../../../support/phone-number.ts';
import { receivedText, receives, responseTo, storesOf } from '../../../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'older-format-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'relay.db');

/** The file as the release before wrote it. */
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  using sql = new DatabaseSync(file);
  sql.exec(readFileSync(new URL('./format-16.sql', import.meta.url), 'utf8'));
});

const open = () => openDatabase(`sqlite:${file}`);

test('a file of the release before keeps its ids, signatures and answers', async () => {
  using database = open();
  const { inbox } = storesOf(database);
  expect(await responseTo(inbox, 'SM1')).toEqual({ text: 'the answer' });
  expect(await receives(inbox, receivedText({ sid: 'SM3' }))).toBe(false);
  const reused = receivedText({ sid: 'SM4', signature: 'signature of SM2' });
  await expect(receives(inbox, reused)).rejects.toThrow('belongs to another');
  expect(await receives(inbox, receivedText({ sid: 'SM4', signature: 'new' }))).toBe(true);
  expect(await inbox.lastFrom([ALICE], 2500)).toEqual({ from: ALICE, to: `whatsapp:${RELAY}` });
});

test('a file of the release before keeps what was left to do', async () => {
  using database = open();
  const { inbox, outbox } = storesOf(database);
  expect(await inbox.unfinished()).toMatchObject([
    { sid: 'SM2', answer: { text: 'on its way', kind: 'name' }, tries: 0 },
    { sid: 'SM3', from: ALICE, body: 'never answered', media: 1, answer: undefined },
  ]);
  expect(await outbox.nextToSend(2000)).toMatchObject({ to: ALICE, body: 'waits to be sent' });
});

test('a file of the release before keeps opt-outs, lock-outs, spending and the record', async () => {
  using database = open();
  const { suppressions, suspensions, ledger, audit } = storesOf(database);
  expect(await suppressions.all()).toEqual([{ address: BOB, code: 21610, since: 1200 }]);
  const bob = { id: toPersonId(BOB), addresses: [{ channel: 'sms', number: BOB }] } as const;
  expect(await suspensions.since(bob)).toBe(1700);
  expect(await ledger.spent('2026-11-27')).toMatchObject({ micros: 1234, open: 0 });
  expect(await ledger.isOff()).toBe(true);
  expect(await firstBroken(audit.all())).toBeUndefined();
  const lines = await audit.last(10);
  expect(lines.map(({ event, face }) => `${event} ${face}`)).toEqual([
    'done menu',
    'started menu',
    'asked menu',
  ]);
});

test('a text that was handed over before the update has no cost, and the next one has', async () => {
  {
    using sql = new DatabaseSync(file);
    sql.exec(`INSERT INTO handover (text, attempt, sender, segments, at) VALUES (1, 1, '${RELAY}', 1, 1500);
      UPDATE outbox SET state = 'handing', attempts = 1 WHERE id = 1`);
  }
  using database = open();
  const { outbox, textLedger } = storesOf(database);
  const was = { id: 1, state: 'handing', attempts: 1 } as const;
  const step = {
    change: { state: 'waiting', due: 1500 },
    isAttemptCanceled: true,
    at: 2000,
  } as const;
  expect(await outbox.settle(was, step)).toBe(true);
  expect(await textLedger.ofMonth('2026-11')).toMatchObject({ sent: 0, micros: 0 });
  expect(await outbox.nextToSend(2000)).toMatchObject({ importance: 'other' });
  const charge = { month: '2026-11', micros: 8300 };
  await outbox.handOver({ id: 1, attempts: 2, from: RELAY, segments: 1, charge }, 2000, 3000);
  expect(await textLedger.ofMonth('2026-11')).toMatchObject({ sent: 1, micros: 8300 });
});

test('a file of the release before is copied as it was, for its owner alone, and once', () => {
  open()[Symbol.dispose]();
  const copy = `${file}.format-16`;
  const before = statSync(copy);
  expect(before.mode & 0o777).toBe(0o600);
  {
    using sql = new DatabaseSync(copy, { readOnly: true });
    expect(sql.prepare('PRAGMA user_version').get()).toEqual({ user_version: 16 });
    expect(sql.prepare('SELECT count(*) AS texts FROM inbox').get()).toEqual({ texts: 3 });
  }
  open()[Symbol.dispose]();
  expect(readdirSync(folder).toSorted()).toEqual(['relay.db', 'relay.db.format-16']);
  expect(statSync(copy).mtimeMs).toBe(before.mtimeMs);
});

test('a copy that a full disk ends leaves nothing behind', () => {
  using sql = new DatabaseSync(file);
  const prepare = sql.prepare.bind(sql);
  Object.assign(sql, {
    prepare: (words: string) => (words.startsWith('VACUUM') ? { run: fillDisk } : prepare(words)),
  });
  expect(() => keepOlderFile(sql, file)).toThrow('full');
  expect(readdirSync(folder)).toEqual(['relay.db']);
});

/** SQLite leaves the journal of a copy that it could not end. */
function fillDisk(copy: string): never {
  writeFileSync(`${copy}-journal`, '');
  throw new Error('database or disk is full');
}

test('a new file is copied nowhere', () => {
  rmSync(file);
  open()[Symbol.dispose]();
  expect(readdirSync(folder)).toEqual(['relay.db']);
});
