import { expect, test } from 'vitest';
import { isStuck } from '../../src/heartbeat/stuck-texts.ts';
import { MINUTE } from '../support/fake-clock.ts';

const NOW = 60 * MINUTE;

test.for([
  ['one that has just come', { at: NOW - MINUTE, due: NOW - MINUTE, code: undefined }, false],
  ['one that nobody has taken', { at: NOW - 6 * MINUTE, due: NOW, code: undefined }, true],
  ['one that is tried again', { at: NOW - 6 * MINUTE, due: NOW + MINUTE, code: undefined }, true],
  ['one for a phone that was off', { at: NOW - 9 * MINUTE, due: NOW, code: 30003 }, false],
  ['one for such a phone, overdue', { at: 0, due: NOW - 6 * MINUTE, code: 30003 }, true],
  ['one with a wrong token', { at: NOW - 6 * MINUTE, due: NOW + MINUTE, code: 20003 }, true],
] as const)('%s is stuck or not', ([, text, expected]) => {
  expect(isStuck(text, NOW)).toBe(expected);
});
