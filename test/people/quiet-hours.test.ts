import { expect, test } from 'vitest';
import { isQuiet, parseQuietHours } from '../../src/people/quiet-hours.ts';

test.for([
  ['22-7', 1320, 420],
  ['22:30-7', 1350, 420],
  ['0:05 - 06:15', 5, 375],
  ['22-24', 1320, 0],
] as const)('%s is read', ([text, from, to]) => {
  expect(parseQuietHours(text)).toEqual({ from, to });
});

test.for([
  '',
  '22',
  '22-',
  '25-7',
  '22-7-8',
  '22:60-7',
  '24:30-7',
  '7-7',
  '0-24',
  '22:5-7',
  'night',
  '-7',
])('"%s" is not read', (text) => {
  expect(parseQuietHours(text)).toBeUndefined();
});

const inBerlin = (quiet: string) => ({
  timeZone: 'Europe/Berlin',
  quiet: parseQuietHours(quiet),
});

test.for([
  ['22-7', '2026-11-21T21:59+01:00', false],
  ['22-7', '2026-11-21T22:00+01:00', true],
  ['22-7', '2026-11-21T23:59:59+01:00', true],
  ['22-7', '2026-11-22T00:00+01:00', true],
  ['22-7', '2026-11-22T06:59:59+01:00', true],
  ['22-7', '2026-11-22T07:00+01:00', false],
  ['13-14:30', '2026-11-22T12:59+01:00', false],
  ['13-14:30', '2026-11-22T14:29+01:00', true],
  ['13-14:30', '2026-11-22T14:30+01:00', false],
  ['22-24', '2026-11-22T23:59+01:00', true],
  ['22-24', '2026-11-23T00:00+01:00', false],
] as const)('quiet %s at %s: %s', ([quiet, at, expected]) => {
  expect(isQuiet(inBerlin(quiet), Date.parse(at))).toBe(expected);
});

test.for([
  // 2:00 becomes 3:00: the night is an hour shorter, and ends at 7 all the same.
  ['2026-03-28T22:00+01:00', true],
  ['2026-03-29T06:59+02:00', true],
  ['2026-03-29T07:00+02:00', false],
  // 3:00 becomes 2:00: the night is an hour longer.
  ['2026-10-24T21:59+02:00', false],
  ['2026-10-25T02:30+02:00', true],
  ['2026-10-25T02:30+01:00', true],
  ['2026-10-25T06:59+01:00', true],
  ['2026-10-25T07:00+01:00', false],
] as const)('in a night when the clocks change, 22-7 at %s: %s', ([at, expected]) => {
  expect(isQuiet(inBerlin('22-7'), Date.parse(at))).toBe(expected);
});

test('an hour that a night has twice is quiet twice', () => {
  const times = [
    '01:59+02:00',
    '02:00+02:00',
    '02:59+02:00',
    '02:00+01:00',
    '02:59+01:00',
    '03:00+01:00',
  ];
  const quiet = times.map((time) => isQuiet(inBerlin('2-3'), Date.parse(`2026-10-25T${time}`)));
  expect(quiet).toEqual([false, true, true, true, true, false]);
});

test('quiet hours are those of the own time zone, and nobody without any is quiet', () => {
  const at = Date.parse('2026-11-21T23:00Z');
  const quiet = parseQuietHours('22-7');
  expect(isQuiet({ timeZone: 'Europe/London', quiet }, at)).toBe(true);
  expect(isQuiet({ timeZone: 'America/New_York', quiet }, at)).toBe(false);
  expect(isQuiet({ timeZone: 'Europe/London' }, at)).toBe(false);
});
