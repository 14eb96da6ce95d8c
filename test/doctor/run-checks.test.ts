import { expect, test } from 'vitest';
import { fine, isWell, worstFirst } from '../../src/doctor/check-result.ts';
import { examineAll } from '../../src/doctor/run-checks.ts';
import { having } from '../support/matching.ts';

const well = { subject: 'Well', examine: async () => [fine('Well', 'is')] };

test('what breaks and what hangs are findings, and hold up nothing else', async () => {
  const broken = { subject: 'Broken', examine: () => Promise.reject(new Error('a bug')) };
  const hung = { subject: 'Hung', examine: () => new Promise<never>(() => {}) };
  const found = await examineAll([hung, broken, well], 1);
  expect(found).toEqual([
    having({ subject: 'Hung', state: 'wrong', says: 'no answer within 0 s' }),
    having({ subject: 'Broken', says: 'could not be examined: a bug' }),
    fine('Well', 'is'),
  ]);
  expect(worstFirst(found).at(-1)?.subject).toBe('Well');
  expect(isWell(found)).toBe(false);
});

test('all are looked at at the same time', async () => {
  const met = Promise.withResolvers<void>();
  const waits = async () => {
    await met.promise;
    return [fine('A', 'met')];
  };
  const comes = async () => {
    met.resolve();
    return [fine('B', 'came')];
  };
  const both = [
    { subject: 'A', examine: waits },
    { subject: 'B', examine: comes },
  ];
  expect(await examineAll(both, 5000)).toEqual([fine('A', 'met'), fine('B', 'came')]);
});
