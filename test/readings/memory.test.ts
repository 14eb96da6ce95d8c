import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import type { Reading } from '../../src/core/reading.ts';
import { err, ok, type Result } from '../../src/core/result.ts';
import { createMemory } from '../../src/readings/memory.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';

const DEAD: Failure = { kind: 'unreachable', service: 'K8s' };

function source() {
  const clock = new FakeClock();
  const memory = createMemory(clock);
  let next: Result<number, Failure> = ok(1);
  let calls = 0;
  const question = memory.question(async (): Promise<Result<Reading<number>, Failure>> => {
    calls += 1;
    return next.ok ? ok({ value: next.value, asOf: clock.now(), source: 'test' }) : next;
  });
  return {
    clock,
    memory,
    question,
    calls: () => calls,
    says: (answer: Result<number, Failure>) => {
      next = answer;
    },
  };
}

test('people who ask at the same time share one call', async () => {
  const { question, calls } = source();
  await Promise.all([question.ask(), question.ask(), question.ask()]);
  expect(calls()).toBe(1);
  await question.ask();
  expect(calls()).toBe(2);
});

test('a failure tells since when, and when it was last good', async () => {
  const { clock, question, says } = source();
  await question.ask();
  const lastGoodAt = clock.now();
  clock.advance(MINUTE);
  says(err(DEAD));
  await question.ask();
  const failingSince = clock.now();
  clock.advance(5 * MINUTE);
  expect(await question.ask()).toEqual(err({ ...DEAD, outage: { failingSince, lastGoodAt } }));
});

test('the last good answer survives a failure, and an outage ends with the next good one', async () => {
  const { memory, question, says } = source();
  await question.ask();
  says(err(DEAD));
  await question.ask();
  expect(question.latest()?.value).toBe(1);
  expect(memory.outage()).toBeDefined();
  says(ok(2));
  await question.ask();
  expect(question.latest()?.value).toBe(2);
  expect(memory.outage()).toBeUndefined();
});
