import { expect, test } from 'vitest';
import { instantOf, msBetween } from '../../src/core/instant.ts';
import { FakeClock, HOUR } from '../support/fake-clock.ts';

test('within a process the wall clock may be set', () => {
  const clock = new FakeClock();
  const before = instantOf(clock);
  clock.advance(7000);
  clock.jump(HOUR);
  expect(msBetween(before, instantOf(clock))).toBe(7000);
});

test('across a restart the steady clocks have nothing to do with each other', () => {
  const [first, second] = [new FakeClock(5000), new FakeClock(900_000)];
  const before = instantOf(first);
  second.jump(first.now() + 7000 - second.now());
  expect(msBetween(before, instantOf(second))).toBe(7000);
});
