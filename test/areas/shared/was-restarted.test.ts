import { expect, test } from 'vitest';
import { createStarts, runningNow, wasRestarted } from '../../../src/areas/shared/was-restarted.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { FakeClock, HOUR } from '../../support/fake-clock.ts';

const DAY_SEC = 86_400;

function start() {
  const clock = new FakeClock();
  return { clock, time: createLocalTime(clock, 'UTC'), startedAt: clock.now() };
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
  const { clock, time, startedAt } = start();
  const seen = runningNow(before, time);
  clock.advance(20_000);
  expect(wasRestarted(after, { before: seen, startedAt }, time)).toBe(is);
});

test('a wall clock that is set proves nothing', () => {
  const { clock, time, startedAt } = start();
  const before = runningNow(2 * 3600, time);
  clock.advance(20_000);
  clock.jump(3 * HOUR);
  expect(wasRestarted(2 * 3600 - 1, { before, startedAt }, time)).toBe(false);
});

test('without evidence, an uptime within the time since it was sent is all there is', () => {
  const { clock, time, startedAt } = start();
  clock.advance(20_000);
  expect(wasRestarted(8, { before: undefined, startedAt }, time)).toBe(true);
  expect(wasRestarted(3600, { before: undefined, startedAt }, time)).toBe(false);
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
  const startOf = createStarts(time);
  const starts = uptimes.map(([afterSec, upSec]) => {
    clock.advance(afterSec * 1000 - (time.steady() - first));
    return startOf('vm', upSec);
  });
  expect(new Set(starts).size).toBe(1);
});

const first = start().time.steady();

test('a restart is another beginning, and so is another thing', () => {
  const { clock, time } = start();
  const startOf = createStarts(time);
  const before = startOf('vm', 300);
  clock.advance(40_000);
  const after = startOf('vm', 10);
  expect(after).not.toBe(before);
  expect(startOf('other', 340)).not.toBe(after);
  expect(startOf('vm', undefined)).toBeUndefined();
  clock.jump(HOUR);
  expect(startOf('vm', 10)).toBe(after);
});

test('another process sees the same beginning, and another one after a restart', () => {
  const { clock, time } = start();
  const before = createStarts(time)('vm', 3620);
  const later = new FakeClock(5000); // its steady clock began anew
  later.jump(clock.now() + 20_000 - later.now());
  const startOf = createStarts(createLocalTime(later, 'UTC'));
  expect(startOf('vm', 3639)).toBe(before);
  expect(startOf('vm', 10)).not.toBe(before);
});

test.for([0, -30_000])(
  'a restart soon after a start is another beginning, with the clock set by %d ms',
  (by) => {
    const { clock, time } = start();
    clock.advance(50_000);
    const startOf = createStarts(time);
    const before = startOf('vm', 45);
    clock.advance(5000);
    clock.jump(by);
    expect(startOf('vm', 4)).not.toBe(before);
  },
);
