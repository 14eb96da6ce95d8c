import { expect, test } from 'vitest';
import { runRetention } from '../../src/inbox/retention.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';

test('old texts are dropped four times a day, and again soon after that failed', async () => {
  const clock = new FakeClock();
  const start = clock.now();
  const stop = new AbortController();
  const asked: number[] = [];
  const logged: object[] = [];
  let isHeld = true;
  const forgetBefore = async (at: number) => {
    asked.push(at - start);
    if (isHeld) throw new Error('database is locked');
  };
  const log = { error: (details: object) => logged.push(details) };
  const running = runRetention({ forgetBefore, keepMs: DAY, clock, log }, stop.signal);
  await clock.elapse(0);
  isHeld = false;
  await clock.elapse(10 * MINUTE + 6 * HOUR);
  expect(asked).toEqual([-DAY, -DAY + 10 * MINUTE, -DAY + 10 * MINUTE + 6 * HOUR]);
  expect(logged).toEqual([{ err: new Error('database is locked') }]);
  stop.abort();
  await clock.elapse(6 * HOUR);
  await running;
});
