import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { GENERATION } from '../../../../src/adapters/storage/sqlite/known-ids.ts';
import { receivedText, receives, storesOf } from '../../../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-ids-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newUrl = (): string => `sqlite:${join(folder, `${files++}.db`)}`;

/** Ids as carriers make them. */
const idsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `SM${hash('sha256', `${at}`, 'hex').slice(0, 32)}`);

const MANY = Math.ceil(GENERATION * 1.5);

type Inbox = ReturnType<typeof storesOf>['inbox'];

/** Receives texts in bursts, as many people text at once; returns how many were new. */
async function receiveAll(inbox: Inbox, sids: readonly string[]): Promise<number> {
  let count = 0;
  for (let at = 0; at < sids.length; at += 64) {
    const burst = sids.slice(at, at + 64).map((sid) => {
      return receives(inbox, receivedText({ sid, signature: `signature of ${sid}` }));
    });
    count += (await Promise.all(burst)).filter(Boolean).length;
  }
  return count;
}

const written = ({ sql }: Database): number =>
  Number(sql.prepare('SELECT count(*) AS ids FROM known_id').get()?.['ids']);

test('ids are known while they are in memory, being written, written, and after a restart', async () => {
  const url = newUrl();
  const sids = idsOf(MANY);
  const database = openDatabase(url);
  const { inbox } = storesOf(database);
  expect(await receiveAll(inbox, sids)).toBe(sids.length);
  expect(written(database)).toBeGreaterThanOrEqual(GENERATION);
  expect(written(database)).toBeLessThan(sids.length * 2);
  expect(await receiveAll(inbox, sids)).toBe(0);
  database[Symbol.dispose]();

  using again = openDatabase(url);
  const after = storesOf(again).inbox;
  expect(await receiveAll(after, sids)).toBe(0);
  const other = receivedText({ sid: 'SM-other', signature: `signature of ${sids[3]}` });
  await expect(receives(after, other)).rejects.toThrow('belongs to another');
});

test('ids are known from the first moment in which they are written to the end', async () => {
  using database = openDatabase('memory:');
  const { inbox } = storesOf(database);
  const sids = idsOf(GENERATION / 2 + 128); // each text has an id and a signature
  expect(await receiveAll(inbox, sids)).toBe(sids.length);
  expect(written(database)).toBeGreaterThan(0);
  expect(written(database)).toBeLessThan(GENERATION / 4);
  expect(await receiveAll(inbox, sids)).toBe(0);
});

test('two processes know the ids of each other, whichever of them writes them', async () => {
  const url = newUrl();
  using one = openDatabase(url);
  using other = openDatabase(url);
  const [first, second] = [storesOf(one).inbox, storesOf(other).inbox];
  const sids = idsOf(MANY);
  const half = sids.length / 2;
  expect(await receiveAll(first, sids.slice(0, half))).toBe(half);
  expect(await receiveAll(second, sids)).toBe(sids.length - half);
  expect(await receiveAll(first, sids)).toBe(0);
  expect(await receiveAll(second, sids)).toBe(0);
});

test('a text whose transaction fails is not known', async () => {
  using database = openDatabase('memory:');
  const { inbox } = storesOf(database);
  const failure = database.write(() => {
    throw new Error('not like this');
  });
  const text = receives(inbox, receivedText());
  await expect(failure).rejects.toThrow('not like this');
  expect(await text).toBe(true); // taken back with the failed transaction, and stored by itself

  database.sql.exec(
    "CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END",
  );
  await expect(receives(inbox, receivedText({ sid: 'SM2' }))).rejects.toThrow('full');
  database.sql.exec('DROP TRIGGER full');
  expect(await receives(inbox, receivedText({ sid: 'SM2' }))).toBe(true);
});
