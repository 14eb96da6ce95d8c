import { beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createSqliteConfirmedCodes } from '../../../../src/adapters/storage/sqlite/sqlite-confirmed-codes.ts';
import { createSqliteWrongCodes } from '../../../../src/adapters/storage/sqlite/sqlite-wrong-codes.ts';
import type { WrongCodes } from '../../../../src/approvals/wrong-codes.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../../../support/fake-clock.ts';
import { ALICE, BOB } from '../../../support/people.ts';

let clock: FakeClock;
let database: Database;
let codes: WrongCodes;
beforeEach(() => {
  clock = new FakeClock();
  database = openDatabase('memory:');
  codes = restart();
});

const restart = () => createSqliteWrongCodes(database, clock);

function wrong(times: number, person = ALICE) {
  for (let time = 1; time < times; time += 1) codes.countWrong(person);
  return codes.countWrong(person);
}

const lockMs = (person = ALICE): number | undefined => codes.findLock(person)?.ms;

test('tries are counted by person, and the fifth is the lock', () => {
  expect(wrong(4)).toEqual({ left: 1 });
  expect(wrong(1, BOB)).toEqual({ left: 4 });
  expect(wrong(1)).toMatchObject({ lock: { ms: 15 * MINUTE } });
  expect(lockMs(BOB)).toBeUndefined();
});

test('during a lock nothing is counted', () => {
  wrong(5);
  clock.advance(MINUTE);
  expect(wrong(30)).toMatchObject({ lock: { ms: 14 * MINUTE, isClosed: false } });
});

test('a restart forgets neither tries nor locks nor how long the next one is', () => {
  wrong(4);
  codes = restart();
  wrong(1);
  codes = restart();
  expect(lockMs()).toBe(15 * MINUTE);
  clock.advance(15 * MINUTE);
  codes = restart();
  wrong(5);
  expect(lockMs()).toBe(HOUR);
});

test('a good code ends the row; those of the day stay counted', () => {
  for (let round = 0; round < 5; round += 1) {
    wrong(4);
    codes.forgive(ALICE);
  }
  expect(codes.findLock(ALICE)).toMatchObject({ ms: DAY, isClosed: true });
});

test('what is unlocked is forgotten', () => {
  wrong(5);
  expect(codes.unlock(ALICE)).toBe(true);
  expect(codes.unlock(ALICE)).toBe(false);
  expect(wrong(1)).toEqual({ left: 4 });
});

test('wrong digits to unlock are counted while a lock holds, over restarts', () => {
  expect(codes.countWrongUnlock(ALICE)).toBeUndefined();
  wrong(5);
  for (let time = 1; time < 25; time += 1) codes.countWrongUnlock(ALICE);
  codes = restart();
  expect(codes.findLock(ALICE)?.canUnlock).toBe(true);
  clock.advance(MINUTE);
  expect(codes.countWrongUnlock(ALICE)).toMatchObject({ ms: 14 * MINUTE, canUnlock: false });
});

describe('when the clock is set', () => {
  test.for([-DAY, -HOUR, HOUR, 365 * DAY])('by %i ms, a lock is as long as it was', (ms) => {
    wrong(5);
    clock.jump(ms);
    expect(lockMs()).toBe(15 * MINUTE);
    clock.advance(15 * MINUTE - 1);
    expect(lockMs()).toBe(1);
    clock.advance(1);
    expect(lockMs()).toBeUndefined();
  });

  test('after a restart and before anything was asked, as well', () => {
    wrong(5);
    codes = restart();
    clock.jump(DAY);
    expect(lockMs()).toBe(15 * MINUTE);
  });

  test('back before a restart, a lock is brought near: it is never longer than it was made', () => {
    wrong(5);
    clock.advance(MINUTE);
    clock.jump(-365 * DAY);
    codes = restart();
    expect(lockMs()).toBe(15 * MINUTE);
    clock.advance(15 * MINUTE);
    expect(lockMs()).toBeUndefined();
  });

  test('forward, it forgets no tries of the day', () => {
    for (let round = 0; round < 4; round += 1) {
      wrong(4);
      codes.forgive(ALICE);
      clock.jump(DAY);
    }
    expect(wrong(4)).toMatchObject({ lock: { isClosed: true, ms: DAY } });
  });
});

test('of a confirmed code only the last is known, not in the clear, and for good', () => {
  const confirmed = createSqliteConfirmedCodes(database);
  confirmed.remember({ person: ALICE, run: 'one', code: '482153' });
  expect(confirmed.findRun(ALICE, '482153')).toBe('one');
  expect(confirmed.findRun(ALICE, '482154')).toBeUndefined();
  expect(confirmed.findRun(BOB, '482153')).toBeUndefined();
  const rows = database.sql.prepare('SELECT * FROM confirmed_code').all();
  expect(JSON.stringify(rows)).not.toContain('482153');

  const later = createSqliteConfirmedCodes(database);
  later.remember({ person: ALICE, run: 'two', code: '000001' });
  expect(later.findRun(ALICE, '482153')).toBeUndefined();
  expect(later.findRun(ALICE, '000001')).toBe('two');
});
