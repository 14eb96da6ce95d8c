import { beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/people.ts';
import { FakeLamps } from './fake-lamps.ts';

let clock: FakeClock;
let database: Database;
let before: FakeLamps;
beforeEach(() => {
  clock = new FakeClock();
  database = openDatabase('memory:');
  before = new FakeLamps(clock, database);
});

/** Texts that no version of the relay stores as evidence. */
const UNREADABLE = ['', 'not JSON', '{"wasOn":', '[]', 'null', '"on"', '3'];

/** Begins an execution that never ends in its own process. */
async function crash(): Promise<void> {
  before.hangs = true;
  void before.hears(`ok ${await before.propose()}`);
  await clock.elapse(100);
}

test.for(UNREADABLE)('an execution whose evidence is %j has an end all the same', async (seen) => {
  await crash();
  database.sql.prepare('UPDATE evidence SET seen = ?').run(seen);
  const after = new FakeLamps(clock, database);
  after.isSeen = false;
  await after.approvals.recover();
  await clock.elapse(5 * MINUTE);
  expect(after.told.at(-1)).toEqual({ to: ALICE, text: 'Sent, not confirmed: switch lamp hall' });
  expect(await after.audit.unfinished()).toEqual([]);
  expect(after.runs).toEqual([]);
});

test.for(UNREADABLE)(
  'a question whose evidence is %j hinders no text of its person',
  async (seen) => {
    const code = await before.propose();
    database.sql.prepare('UPDATE pending_approval SET evidence = ?').run(seen);
    const after = new FakeLamps(clock, database);
    expect(await after.approvals.waiting(ALICE)).toBe('switch lamp hall?');
    expect(await after.hears('no')).toBe('Dropped, nothing was done.');
    expect(await after.hears(`ok ${code}`)).toMatch(/^Nothing waits/);
  },
);

test('a code is good for nothing whose evidence is of something else: it is asked about again', async () => {
  const code = await before.propose();
  database.sql.exec(`UPDATE pending_approval SET evidence = '{"wasOn":"maybe"}'`);
  const after = new FakeLamps(clock, database);
  expect(await after.hears(`ok ${code}`)).toBe('It changed meanwhile. switch lamp hall?');
  expect(after.runs).toEqual([]);
});

test('an execution is followed to its end although nobody can be told that it is', async () => {
  await crash();
  const after = new FakeLamps(clock, database);
  after.isMute = true;
  await after.approvals.recover();
  await clock.elapse(100);
  after.isMute = false;
  await clock.elapse(5 * MINUTE);
  expect(after.told.at(-1)).toEqual({ to: ALICE, text: 'hall done.' });
  expect(await after.audit.unfinished()).toEqual([]);
});
