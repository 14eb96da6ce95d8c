import { expect, test } from 'vitest';
import { isWell, pass, worstFirst } from '../../src/doctor/check-result.ts';
import { runChecks } from '../../src/doctor/run-checks.ts';
import { having } from '../support/matching.ts';

const well = { subject: 'Well', run: async () => [pass('Well', 'is')] };

test('what breaks and what hangs are findings, and hold up nothing else', async () => {
  const broken = { subject: 'Broken', run: () => Promise.reject(new Error('a bug')) };
  const hung = { subject: 'Hung', run: () => new Promise<never>(() => {}) };
  const found = await runChecks([hung, broken, well], 1);
  expect(found).toEqual([
    having({ subject: 'Hung', state: 'wrong', says: 'no answer within 0 s' }),
    having({ subject: 'Broken', says: 'could not be checked: a bug' }),
    pass('Well', 'is'),
  ]);
  expect(worstFirst(found).at(-1)?.subject).toBe('Well');
  expect(isWell(found)).toBe(false);
});

test('all are looked at at the same time', async () => {
  const met = Promise.withResolvers<void>();
  const waits = async () => {
    await met.promise;
    return [pass('A', 'met')];
  };
  const comes = async () => {
    met.resolve();
    return [pass('B', 'came')];
  };
  const both = [
    { subject: 'A', run: waits },
    { subject: 'B', run: comes },
  ];
  expect(await runChecks(both, 5000)).toEqual([pass('A', 'met'), pass('B', 'came')]);
});
