import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Breaker,
  createBreaker,
} from '../../../../../src/adapters/backends/mcp/client/breaker.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';

const GONE = { kind: 'unreachable', cause: 'ECONNREFUSED' } as const;
const SLOW = { kind: 'timeout', cause: 'too late' } as const;
const NO = { kind: 'refused', cause: 'no such tool' } as const;

let clock: FakeClock;
let probes: number[];
let isBack: boolean;
let breaker: Breaker;

const start = (isCheap = true) =>
  createBreaker({
    clock,
    isCheap,
    probe: async () => {
      probes.push(clock.now());
      return isBack;
    },
  });

beforeEach(() => {
  clock = new FakeClock();
  probes = [];
  isBack = false;
  breaker = start();
});

const fail = (times: number, trouble: typeof GONE | typeof SLOW = SLOW, tookMs = 5000) => {
  for (let time = 0; time < times; time += 1) breaker.record(trouble, tookMs);
};

test('three failures in a row are enough, and spare everybody the next wait', () => {
  fail(2);
  expect(breaker.errorIfOpen()).toBeUndefined();
  fail(1);
  expect(breaker.errorIfOpen()).toEqual(SLOW);
});

test('a success in between starts the count again', () => {
  fail(2);
  breaker.record(undefined, 5);
  fail(2);
  expect(breaker.errorIfOpen()).toBeUndefined();
});

test('an error that a server words itself is an answer', () => {
  for (let time = 0; time < 5; time += 1) breaker.record(NO, 5);
  expect(breaker.errorIfOpen()).toBeUndefined();
});

test('a server that refuses at once is asked all the same, unless asking is dear', () => {
  fail(3, GONE, 2);
  expect(breaker.errorIfOpen()).toBeUndefined();
  breaker = start(false);
  fail(3, GONE, 2);
  expect(breaker.errorIfOpen()).toEqual(GONE);
});

describe('its return', () => {
  test('is looked for with growing pauses, a quarter of a minute at most', async () => {
    const start = clock.now();
    fail(3);
    await clock.elapse(60_000);
    expect(probes.map((at) => (at - start) / 1000)).toEqual([1, 3, 7, 15, 30, 45, 60]);
  });

  test('ends the search, and everybody is heard again', async () => {
    fail(3);
    await clock.elapse(2000);
    isBack = true;
    await clock.elapse(5000);
    expect(breaker.errorIfOpen()).toBeUndefined();
    const found = probes.length;
    await clock.elapse(60_000);
    expect(probes).toHaveLength(found);
  });

  test('is noticed also when somebody else is answered', async () => {
    fail(3, GONE, 2);
    breaker.record(undefined, 5);
    await clock.elapse(60_000);
    expect(probes).toEqual([]);
  });

  test('is not looked for any more after the end', async () => {
    fail(3);
    breaker.stop();
    await clock.elapse(60_000);
    expect(probes).toEqual([]);
  });
});
