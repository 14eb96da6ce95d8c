import { describe, expect, test } from 'vitest';
import { CODE_COUNT } from '../../src/approvals/ask-question.ts';
import {
  addWrongTry,
  ageTries,
  countTriesLeft,
  findLock,
  forgiveTries,
  LOCK_LENGTHS_MS,
  MAX_WRONG_A_DAY,
  MAX_WRONG_IN_A_ROW,
  MAX_WRONG_UNLOCKS,
  NO_WRONG_TRIES,
  type WrongTries,
} from '../../src/approvals/lock-rules.ts';
import { DAY, HOUR, MINUTE } from '../support/fake-clock.ts';

const repeat = (tries: WrongTries, count: number): WrongTries =>
  Array.from({ length: count }).reduce<WrongTries>((it) => addWrongTry(it), tries);

const lockOf = (tries: WrongTries): number | undefined => findLock(tries)?.ms;

test('four in a row lock nothing, the fifth locks for a quarter of an hour', () => {
  const four = repeat(NO_WRONG_TRIES, 4);
  expect([lockOf(four), countTriesLeft(four)]).toEqual([undefined, 1]);
  const five = addWrongTry(four);
  expect(lockOf(five)).toBe(15 * MINUTE);
  expect(lockOf(ageTries(five, 15 * MINUTE - 1))).toBe(1);
  expect(lockOf(ageTries(five, 15 * MINUTE))).toBeUndefined();
});

test('locks grow: a quarter of an hour, an hour, a day, and a day from then on', () => {
  let tries = NO_WRONG_TRIES;
  const lengths = Array.from({ length: 5 }, () => {
    tries = repeat(tries, 5);
    const ms = lockOf(tries) ?? 0;
    tries = ageTries(tries, ms);
    return ms;
  });
  expect(lengths).toEqual([15 * MINUTE, HOUR, DAY, DAY, DAY]);
});

test('after a good code, or a day without a lock and a wrong try, the next lock is a first one', () => {
  const locked = repeat(ageTries(repeat(NO_WRONG_TRIES, 5), HOUR), 5);
  expect(lockOf(locked)).toBe(HOUR);
  const later = (ms: number) => lockOf(repeat(ageTries(locked, ms), 5));
  expect(later(HOUR + DAY - 1)).toBe(DAY);
  expect(later(HOUR + DAY)).toBe(15 * MINUTE);
  expect(lockOf(repeat(forgiveTries(ageTries(locked, HOUR)), 5))).toBe(15 * MINUTE);
});

test('a good code ends the row, a day of rest does too', () => {
  const four = repeat(NO_WRONG_TRIES, 4);
  expect(countTriesLeft(forgiveTries(four))).toBe(5);
  expect(countTriesLeft(ageTries(four, DAY))).toBe(5);
  expect(countTriesLeft(ageTries(four, DAY - 1))).toBe(1);
});

test('twenty within a day close actions until the first is a day old, good codes in between or not', () => {
  let tries = NO_WRONG_TRIES;
  for (let wrong = 0; wrong < MAX_WRONG_A_DAY; wrong += 1) {
    expect(findLock(tries)).toBeUndefined();
    tries = ageTries(forgiveTries(addWrongTry(tries)), HOUR);
  }
  expect(findLock(tries)).toEqual({ ms: 4 * HOUR, isClosed: true, canUnlock: true });
  const open = ageTries(tries, 4 * HOUR);
  expect([findLock(open), countTriesLeft(open)]).toEqual([undefined, 1]);
  expect(findLock(addWrongTry(open))).toMatchObject({ ms: HOUR, isClosed: true });
});

test('wrong digits to unlock are counted against one lock', () => {
  const locked = repeat(NO_WRONG_TRIES, 5);
  const worn = { ...locked, wrongUnlocks: MAX_WRONG_UNLOCKS };
  expect(findLock({ ...locked, wrongUnlocks: MAX_WRONG_UNLOCKS - 1 })?.canUnlock).toBe(true);
  expect(findLock(worn)?.canUnlock).toBe(false);
  expect(ageTries(worn, 15 * MINUTE).wrongUnlocks).toBe(0);
});

/** The most that somebody can try in so many days, who guesses whenever it is possible. */
function countGuesses(days: number, between: (tries: WrongTries) => WrongTries): number {
  let [tries, left, guesses] = [NO_WRONG_TRIES, days * DAY, 0];
  while (left > 0) {
    const wait = findLock(tries)?.ms ?? 0;
    tries = ageTries(tries, wait);
    left -= wait;
    if (left <= 0) break;
    tries = between(addWrongTry(tries));
    guesses += 1;
  }
  return guesses;
}

/** That at least one of them was right. */
const chanceOf = (guesses: number): number => 1 - (1 - 1 / CODE_COUNT) ** guesses;

describe('who guesses blindly', () => {
  const alone = (tries: WrongTries) => tries;

  test('has 20 guesses a day at most: 0.002 % a day, 0.06 % a month', () => {
    expect(countGuesses(1, forgiveTries)).toBe(20); // while the owner confirms between all of them
    expect(countGuesses(30, forgiveTries)).toBe(600);
    expect(chanceOf(countGuesses(1, forgiveTries))).toBeLessThan(0.000_021);
    expect(chanceOf(countGuesses(30, forgiveTries))).toBeLessThan(0.000_61);
  });

  test('has 15 on the first day and 5 on each other when nobody confirms anything', () => {
    expect(countGuesses(1, alone)).toBe(15);
    expect(countGuesses(30, alone)).toBeLessThanOrEqual(15 + 29 * 5);
    expect(chanceOf(countGuesses(30, alone))).toBeLessThan(0.000_17);
  });

  test('guesses the digits of the authenticator, good for a minute and a half, hardly better', () => {
    const [good, locks] = [3, MAX_WRONG_A_DAY / MAX_WRONG_IN_A_ROW];
    const unlocked = 1 - (1 - good / 1_000_000) ** (MAX_WRONG_UNLOCKS * locks);
    expect(unlocked).toBeLessThan(0.000_31); // and then has 20 more guesses of a code
    expect(unlocked * chanceOf(MAX_WRONG_A_DAY)).toBeLessThan(1e-8);
  });

  test('meets these numbers, and none that are looser', () => {
    expect(CODE_COUNT).toBe(1_000_000);
    expect([MAX_WRONG_IN_A_ROW, MAX_WRONG_A_DAY]).toEqual([5, 20]);
    expect(LOCK_LENGTHS_MS).toEqual([15 * MINUTE, HOUR, DAY]);
  });
});
