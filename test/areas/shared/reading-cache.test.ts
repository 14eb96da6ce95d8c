import { expect, test } from 'vitest';
import { createReadingCache } from '../../../src/areas/shared/reading-cache.ts';
import type { Failure } from '../../../src/core/failure.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { err, ok, type Result } from '../../../src/core/result.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';

const DEAD: Failure = { kind: 'unreachable', service: 'K8s' };

function source() {
  const clock = new FakeClock();
  const memory = createReadingCache(clock);
  let next: Result<number, Failure> = ok(1);
  let calls = 0;
  let isHanging = false;
  const question = memory.cached(async (): Promise<Result<Reading<number>, Failure>> => {
    calls += 1;
    if (isHanging) return new Promise(() => {});
    return next.ok ? ok({ value: next.value, asOf: clock.now(), source: 'test' }) : next;
  });
  return {
    clock,
    memory,
    question,
    calls: () => calls,
    hangs: () => {
      isHanging = true;
    },
    says: (answer: Result<number, Failure>) => {
      next = answer;
    },
  };
}

test('people who ask at the same time share one call', async () => {
  const { question, calls } = source();
  await Promise.all([question.refresh(), question.ask(), question.refresh()]);
  expect(calls()).toBe(1);
  await question.refresh();
  expect(calls()).toBe(2);
});

test('a young answer is given again without asking, an older one is asked for', async () => {
  const { clock, question, calls, says } = source();
  await question.ask();
  says(ok(2));
  clock.advance(15_000);
  expect(await question.ask()).toMatchObject({ ok: true, value: { value: 1 } });
  clock.advance(1);
  expect(await question.ask()).toMatchObject({ ok: true, value: { value: 2 } });
  expect(calls()).toBe(2);
});

test('while the source fails it is asked every time, however young the last answer is', async () => {
  const { question, calls, says } = source();
  await question.ask();
  says(err(DEAD));
  await question.refresh();
  expect(await question.ask()).toMatchObject({ ok: true, value: { value: 1, failure: DEAD } });
  expect(calls()).toBe(3);
});

test('a source that does not answer in a moment is answered for by what it said last', async () => {
  const { clock, question, hangs, calls } = source();
  await question.ask();
  const { asOf } = question.peek() ?? {};
  clock.advance(MINUTE);
  hangs();
  const answer = question.ask();
  await clock.elapse(1500);
  expect(await answer).toEqual(ok({ value: 1, asOf, source: 'test', failure: undefined }));
  await clock.elapse(MINUTE);
  expect(calls()).toBe(2);
});

test('a source that never spoke is waited for, and its failure told', async () => {
  const { clock, question, says } = source();
  says(err(DEAD));
  expect(await question.ask()).toEqual(err({ ...DEAD, outage: { failingSince: clock.now() } }));
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
  const failure = { ...DEAD, outage: { failingSince, lastGoodAt } };
  expect(await question.refresh()).toEqual(err(failure));
  expect(await question.ask()).toEqual(ok({ value: 1, asOf: lastGoodAt, source: 'test', failure }));
});

test('the last good answer survives a failure, and an outage ends with the next good one', async () => {
  const { memory, question, says } = source();
  await question.ask();
  says(err(DEAD));
  await question.refresh();
  expect(question.peek()?.value).toBe(1);
  expect(memory.outage()).toBeDefined();
  says(ok(2));
  await question.ask();
  expect(question.peek()?.value).toBe(2);
  expect(memory.outage()).toBeUndefined();
});

test('only what people ask counts as use', async () => {
  const { clock, memory, question } = source();
  await question.refresh();
  expect(memory.usedAt()).toBeUndefined();
  await question.ask();
  expect(memory.usedAt()).toBe(clock.now());
});

test.for([-60 * MINUTE, 60 * MINUTE])(
  'a clock that is set by %d ms makes no answer younger or older',
  async (step) => {
    const { clock, memory, question, hangs, calls } = source();
    await question.ask();
    clock.jump(step);
    expect(question.peek()).toMatchObject({ asOf: clock.now() });
    await question.ask();
    expect(calls()).toBe(1);
    clock.advance(5 * MINUTE);
    hangs();
    const waited = question.ask();
    await clock.elapse(1500);
    expect(await waited).toMatchObject({ value: { asOf: clock.now() - 5 * MINUTE - 1500 } });
    expect(calls()).toBe(2);
    expect(memory.lastGoodAt()).toBe(clock.now() - 5 * MINUTE - 1500);
  },
);

test.for([-60 * MINUTE, 60 * MINUTE])(
  'a clock that is set by %d ms makes no outage shorter or longer',
  async (step) => {
    const { clock, memory, question, says } = source();
    says(err(DEAD));
    await question.ask();
    clock.advance(3 * MINUTE);
    clock.jump(step);
    expect(memory.outage()).toMatchObject({ failingSince: clock.now() - 3 * MINUTE });
  },
);

test('what was forgotten is asked for again, however young and however slow', async () => {
  const { clock, memory, question, hangs, says } = source();
  await question.ask();
  memory.forget();
  expect(question.peek()).toBeUndefined();
  says(ok(2));
  expect(await question.ask()).toMatchObject({ ok: true, value: { value: 2 } });
  memory.forget();
  hangs();
  const asked = question.ask();
  await clock.elapse(MINUTE);
  expect(await Promise.race([asked, Promise.resolve('still waiting')])).toBe('still waiting');
});

test('an answer that was on its way when all was forgotten is not remembered', async () => {
  const clock = new FakeClock();
  const memory = createReadingCache(clock);
  const answers: ((value: number) => void)[] = [];
  const question = memory.cached(async () => {
    const value = await new Promise<number>((resolve) => answers.push(resolve));
    return ok({ value, asOf: clock.now(), source: 'test' });
  });
  const before = question.refresh();
  memory.forget();
  const after = question.ask();
  answers[1]?.(2);
  expect(await after).toMatchObject({ value: { value: 2 } });
  answers[0]?.(1);
  expect(await before).toMatchObject({ value: { value: 1 } });
  expect(question.peek()).toMatchObject({ value: 2 });
});

test('an answer that expired is asked for again, and stays known for when nobody answers', async () => {
  const { memory, question, calls, clock, says } = source();
  await question.ask();
  memory.expire();
  says(ok(2));
  expect((await question.ask()).ok && calls()).toBe(2);
  memory.expire();
  says(err(DEAD));
  clock.advance(1000);
  expect(await question.ask()).toMatchObject({ ok: true, value: { value: 2, failure: DEAD } });
});

test('a source is awaited while a person waits for it, and by nobody else', async () => {
  const { clock, memory, question, hangs } = source();
  await question.ask();
  expect(memory.isAwaited()).toBe(false);
  hangs();
  void question.refresh();
  expect(memory.isAwaited()).toBe(false);
  clock.advance(MINUTE);
  const answers = [question.ask(), question.ask()];
  expect(memory.isAwaited()).toBe(true);
  await clock.elapse(1500);
  await Promise.all(answers);
  expect(memory.isAwaited()).toBe(false);
});

test('the end of the last read is known with its failure, until the answer expires', async () => {
  const { clock, memory, question, says } = source();
  expect(question.answeredAt()).toBeUndefined();
  await question.refresh();
  expect([question.answeredAt(), question.failure()]).toEqual([clock.steady(), undefined]);
  clock.advance(1000);
  says(err(DEAD));
  await question.refresh();
  expect(question.answeredAt()).toBe(clock.steady());
  expect(question.failure()).toMatchObject(DEAD);
  memory.expire();
  expect(question.answeredAt()).toBeUndefined();
  memory.forget();
  expect(question.failure()).toBeUndefined();
});

test('a change made while a person waits takes the old answer away from them', async () => {
  const clock = new FakeClock();
  const memory = createReadingCache(clock);
  const answers: ((value: number) => void)[] = [];
  const question = memory.cached(async () => {
    const value = await new Promise<number>((resolve) => answers.push(resolve));
    return ok({ value, asOf: clock.now(), source: 'test' });
  });
  const first = question.refresh();
  answers[0]?.(1);
  await first;
  clock.advance(MINUTE);
  const asked = question.ask();
  memory.forget();
  await clock.elapse(1500);
  answers[1]?.(2);
  expect(await asked).toMatchObject({ value: { value: 2 } });
});
