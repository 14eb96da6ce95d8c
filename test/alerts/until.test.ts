import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../../src/alerts/parse-span.ts';
import { untilOf } from '../../src/alerts/until.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { FakeClock } from '../support/fake-clock.ts';

const HOUR_MS = 3_600_000;

const until = (zone: string, now: string, span: Span): string =>
  new Date(untilOf(span, createLocalTime(new FakeClock(Date.parse(now)), zone))).toISOString();

const at = (hour: number, minute: number, isTomorrow = false): Span => ({
  ...{ hour, minute, isTomorrow },
});

test.each([
  ['later today', 'UTC', '2026-11-21T12:00:00Z', at(17, 30), '2026-11-21T17:30:00.000Z'],
  ['past today', 'UTC', '2026-11-21T18:00:00Z', at(17, 30), '2026-11-22T17:30:00.000Z'],
  ['this very minute', 'UTC', '2026-11-21T17:30:10Z', at(17, 30), '2026-11-22T17:30:00.000Z'],
  ['tomorrow', 'UTC', '2026-11-21T12:00:00Z', at(17, 30, true), '2026-11-22T17:30:00.000Z'],
  ['midnight', 'UTC', '2026-11-21T12:00:00Z', at(0, 0), '2026-11-22T00:00:00.000Z'],
  [
    'midnight of tomorrow',
    'UTC',
    '2026-11-21T12:00:00Z',
    at(0, 0, true),
    '2026-11-22T00:00:00.000Z',
  ],
  ['Berlin', 'Europe/Berlin', '2026-11-21T12:00:00Z', at(17, 30), '2026-11-21T16:30:00.000Z'],
  ['Kathmandu', 'Asia/Kathmandu', '2026-11-21T12:00:00Z', at(18, 0), '2026-11-21T12:15:00.000Z'],
  [
    'Los Angeles',
    'America/Los_Angeles',
    '2026-11-22T05:00:00Z',
    at(8, 0, true),
    '2026-11-22T16:00:00.000Z',
  ],
  [
    'over the end of summer time',
    'Europe/Berlin',
    '2026-10-24T20:00:00Z',
    at(8, 0),
    '2026-10-25T07:00:00.000Z',
  ],
  [
    'over the begin of summer time',
    'Europe/Berlin',
    '2026-03-28T21:00:00Z',
    at(8, 0),
    '2026-03-29T06:00:00.000Z',
  ],
  [
    'tomorrow over the end',
    'Europe/Berlin',
    '2026-10-24T10:00:00Z',
    at(17, 0, true),
    '2026-10-25T16:00:00.000Z',
  ],
  [
    'tomorrow over the begin',
    'Europe/Berlin',
    '2026-03-28T10:00:00Z',
    at(17, 0, true),
    '2026-03-29T15:00:00.000Z',
  ],
  [
    'tomorrow said on the long day',
    'Europe/Berlin',
    '2026-10-24T23:30:00Z',
    at(8, 0, true),
    '2026-10-26T07:00:00.000Z',
  ],
  [
    'tomorrow said on the short day',
    'Europe/Berlin',
    '2026-03-28T23:30:00Z',
    at(8, 0, true),
    '2026-03-30T06:00:00.000Z',
  ],
] as const)('a time of the day is the next one: %s', (_name, zone, now, span, wanted) => {
  expect(until(zone, now, span)).toBe(wanted);
});

test('a duration is as long as it says over a change of the clocks', () => {
  const night = '2026-10-24T20:00:00Z';
  expect(until('Europe/Berlin', night, { ms: 24 * HOUR_MS })).toBe('2026-10-25T20:00:00.000Z');
});

test('a time that the change of the clocks leaves out is at most an hour off', () => {
  const [from, end] = ['2026-03-28T21:00:00Z', Date.parse('2026-03-29T01:30:00Z')];
  const found = Date.parse(until('Europe/Berlin', from, at(2, 30)));
  expect(Math.abs(found - end)).toBeLessThanOrEqual(HOUR_MS);
});

test('a time of the day is always ahead, within 25 hours, and what the clock then shows', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo'];
  const times = Object.fromEntries(
    zones.map((zone) => [zone, createLocalTime(new FakeClock(0), zone)]),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      fc.integer({ min: 4, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      (zone, now, hour, minute) => {
        const minuteOfDay = (moment: number): number =>
          times[zone]?.minuteOfDay(moment) ?? Number.NaN;
        const end = untilOf(at(hour, minute), { now: () => now, minuteOfDay });
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(25 * HOUR_MS);
        expect(minuteOfDay(end)).toBe(hour * 60 + minute);
      },
    ),
    { numRuns: 500 },
  );
});
