import { expect, test } from 'vitest';
import { runningNow, startedAnew, wasRestarted } from '../../../src/areas/shared/was-restarted.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { FakeClock, HOUR } from '../../support/fake-clock.ts';

const DAY_SEC = 86_400;

function start() {
  const clock = new FakeClock();
  return { clock, time: createLocalTime(clock, 'UTC') };
}

test.for<
  readonly [what: string, before: number | undefined, after: number | undefined, is: boolean]
>([
  ['is up for less than that, and less than before', 3600, 8, true],
  ['is up for as long as before, and the time since', 3600, 3620, false],
  ['was misread as young, and is no younger', 12, 32, false],
  ['had restarted by itself before', 3600, 22, false],
  ['was young already, and grew', 2, 20, false],
  ['was young already, and is younger', 15, 3, true],
  ['did not tell how long it was up, and is young', undefined, 8, true],
  ['did not tell how long it was up, and is old', undefined, 3600, false],
  ['tells nothing now', 3600, undefined, false],
])('after 20 seconds, what %s', ([, before, after, is]) => {
  const { time } = start();
  expect(wasRestarted(after, runningNow(before, time), 20_000)).toBe(is);
});

test.for<readonly [what: string, uptimes: readonly (readonly [afterSec: number, upSec: number])[]]>(
  [
    [
      'is counted late',
      [
        [0, 1000],
        [7, 1000],
        [11, 1011],
        [60, 1055],
      ],
    ],
    [
      'is rounded',
      [
        [0, 59.6],
        [1, 60],
        [2, 62],
      ],
    ],
    [
      'is told in hours and minutes',
      [
        [0, 7200],
        [50, 7200],
        [70, 7260],
      ],
    ],
    [
      'is told in days',
      [
        [0, 2 * DAY_SEC],
        [300, 2 * DAY_SEC],
        [310, 3 * DAY_SEC],
        [320, 3 * DAY_SEC],
      ],
    ],
  ],
)('an uptime that %s is one beginning', ([, uptimes]) => {
  const { clock, time } = start();
  const began = time.steady();
  const readings = uptimes.map(([afterSec, upSec]) => {
    clock.advance(afterSec * 1000 - (time.steady() - began));
    return runningNow(upSec, time);
  });
  for (const [at, earlier] of readings.entries()) {
    for (const later of readings.slice(at)) expect(startedAnew(earlier, later)).toBe(false);
  }
});

test('a restart is another beginning, whatever the wall clock is set to', () => {
  const { clock, time } = start();
  const before = runningNow(300, time);
  clock.advance(40_000);
  expect(startedAnew(before, runningNow(10, time))).toBe(true);
  clock.jump(HOUR);
  expect(startedAnew(before, runningNow(10, time))).toBe(true);
  expect(startedAnew(before, runningNow(340, time))).toBe(false);
  expect(startedAnew(before, runningNow(undefined, time))).toBe(true);
});

test('another process sees the same beginning, and another one after a restart', () => {
  const { clock, time } = start();
  const before = runningNow(3620, time);
  const later = new FakeClock(5000); // its steady clock began anew
  later.jump(clock.now() + 20_000 - later.now());
  const again = createLocalTime(later, 'UTC');
  expect(startedAnew(before, runningNow(3639, again))).toBe(false);
  expect(startedAnew(before, runningNow(10, again))).toBe(true);
});

test.for([0, -30_000])(
  'a restart soon after a start is another beginning, with the clock set by %d ms',
  (by) => {
    const { clock, time } = start();
    clock.advance(50_000);
    const before = runningNow(45, time);
    clock.advance(5000);
    clock.jump(by);
    expect(startedAnew(before, runningNow(4, time))).toBe(true);
  },
);

test('another process sees a restart although the wall clock was set back meanwhile', () => {
  const { clock, time } = start();
  const before = runningNow(3600, time);
  const later = new FakeClock(5000);
  later.jump(clock.now() - 2 * HOUR - later.now());
  const again = createLocalTime(later, 'UTC');
  expect(startedAnew(before, runningNow(10, again))).toBe(true);
  expect(startedAnew(before, runningNow(3610, again))).toBe(false);
});
