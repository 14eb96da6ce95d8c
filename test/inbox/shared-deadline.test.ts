import { expect, test } from 'vitest';
import { createSharedDeadline } from '../../src/inbox/shared-deadline.ts';
import { FakeClock } from '../support/fake-clock.ts';

const TIMEOUT_MS = 8000;

/** A shared deadline, and a clock that counts the timers that were ever set. */
function start() {
  const clock = new FakeClock();
  const over: string[] = [];
  let timers = 0;
  const wait = (ms: number) => {
    timers += 1;
    return clock.wait(ms);
  };
  const deadline = createSharedDeadline(
    { now: clock.now, steady: clock.steady, origin: clock.origin, wait },
    TIMEOUT_MS,
  );
  const begin = (name: string) => {
    const waiting = deadline.start();
    waiting.onExpired(() => over.push(name));
    return waiting;
  };
  return { clock, over, begin, end: deadline.expireAll, timers: () => timers };
}

test('everybody waits as long, from when they began', async () => {
  const { clock, over, begin } = start();
  begin('first');
  await clock.elapse(5000);
  begin('second');
  await clock.elapse(2999);
  expect(over).toEqual([]);
  await clock.elapse(1);
  expect(over).toEqual(['first']);
  await clock.elapse(5000);
  expect(over).toEqual(['first', 'second']);
});

test('who got what they waited for gives up on nothing', async () => {
  const { clock, over, begin } = start();
  begin('answered')[Symbol.dispose]();
  await clock.elapse(2 * TIMEOUT_MS);
  expect(over).toEqual([]);
});

test('a thousand who wait take one timer', async () => {
  const { clock, over, begin, timers } = start();
  for (let person = 0; person < 1000; person += 1) begin(String(person));
  await clock.elapse(TIMEOUT_MS);
  expect([over.length, timers()]).toEqual([1000, 1]);
});

test('at the end it is over for those who wait and for those who come', async () => {
  const { clock, over, begin, end } = start();
  begin('waiting');
  end();
  begin('coming');
  await clock.elapse(0);
  expect(over).toEqual(['waiting', 'coming']);
});

test('a clock that is set makes nobody wait longer or shorter', async () => {
  const { clock, over, begin } = start();
  begin('first');
  clock.jump(-3_600_000);
  await clock.elapse(TIMEOUT_MS - 1);
  expect(over).toEqual([]);
  await clock.elapse(1);
  expect(over).toEqual(['first']);
});
