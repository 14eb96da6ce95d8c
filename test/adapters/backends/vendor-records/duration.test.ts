import { expect, test } from 'vitest';
import { readDuration } from '../../../../src/adapters/backends/vendor-records/duration.ts';
import { readPod } from '../../../../src/adapters/backends/vendor-records/k8s.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

test.for<readonly [spelling: unknown, seconds: number]>([
  [3600, 3600],
  ['2345678', 2_345_678],
  // kubectl
  ['0s', 0],
  ['4s', 4],
  ['59s', 59],
  ['119s', 119],
  ['2m', 2 * MINUTE],
  ['2m12s', 132],
  ['2m13s', 133],
  ['17m', 17 * MINUTE],
  ['3h5m', 3 * HOUR + 5 * MINUTE],
  ['26h', 26 * HOUR],
  ['2d3h', 2 * DAY + 3 * HOUR],
  ['401 horas', 401 * HOUR],
  ['3 días, 2 horas', 3 * DAY + 2 * HOUR],
  ['2 Tage und 3 Stunden', 2 * DAY + 3 * HOUR],
  ['1 jour et 5 heures', DAY + 5 * HOUR],
  ['10d', 10 * DAY],
  ['231d', 231 * DAY],
  ['2y45d', 2 * YEAR + 45 * DAY],
  ['3y45d', 3 * YEAR + 45 * DAY],
  ['2m12s (x44 over 3h5m)', 132],
  // Proxmox, UniFi, and the servers on top of them
  ['27 days, 3:34:38', 27 * DAY + 3 * HOUR + 34 * MINUTE + 38],
  ['1 day, 0:00:05', DAY + 5],
  ['3:34:38', 3 * HOUR + 34 * MINUTE + 38],
  ['40d 0h 13m', 40 * DAY + 13 * MINUTE],
  ['14d 3h 12m 9s', 14 * DAY + 3 * HOUR + 12 * MINUTE + 9],
  ['1w 2d', 9 * DAY],
  ['1.5h', 1.5 * HOUR],
  ['up 3 weeks, 2 days, 1 hour, 5 minutes', 23 * DAY + HOUR + 5 * MINUTE],
  ['2 hrs and 5 mins', 2 * HOUR + 5 * MINUTE],
  ['3h59m10.123456789s', 3 * HOUR + 59 * MINUTE + 10.123456789],
  // Docker
  ['Up 3 hours', 3 * HOUR],
  ['Up 2 days (healthy)', 2 * DAY],
  ['Up 12 seconds (health: starting)', 12],
  ['Up 4 minutes (Paused)', 4 * MINUTE],
  ['Up About a minute', MINUTE],
  ['Up About an hour', HOUR],
  ['Up Less than a second', 0],
  ['Up 2 months', 60 * DAY],
  ['45 seconds ago', 45],
  ['3 weeks ago', 21 * DAY],
])('%s is read whole', ([spelling, seconds]) => {
  expect(readDuration(spelling)).toBeCloseTo(seconds, 6);
});

test.for<readonly [unknown]>([
  ['<unknown>'],
  ['<invalid>'],
  ['N/A'],
  ['never'],
  [''],
  ['-5s'],
  [-5],
  ['5 bananas'],
  ['2m 3h'],
  ['Exited (0) 3 hours ago'],
  ['since 2m12s or so'],
  ['12:99'],
  ['17 (2m ago)'],
  [null],
])('%s is no duration', ([spelling]) => {
  expect(readDuration(spelling)).toBeUndefined();
});

test('a pod is as old as kubectl says, and of no age where kubectl does not know', () => {
  const pod = (age: string) => readPod({ NAME: 'kino-1', STATUS: 'Running', AGE: age }, 0);
  expect(pod('2m12s')?.ageSec).toBe(132);
  expect(pod('<invalid>')?.ageSec).toBeUndefined();
});
