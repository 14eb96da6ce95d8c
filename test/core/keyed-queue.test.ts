import { expect, test } from 'vitest';
import { createLanes } from '../../src/core/keyed-queue.ts';

test('jobs of one lane run one after another, in the order they came', async () => {
  const lanes = createLanes();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = lanes.run('alice', async () => {
    await gate.promise;
    said.push('first');
  });
  const second = lanes.run('alice', async () => {
    said.push('second');
  });
  await lanes.run('bob', async () => {
    said.push('bob did not wait');
  });
  gate.resolve();
  await Promise.all([first, second]);
  expect(said).toEqual(['bob did not wait', 'first', 'second']);
});

test('a job that fails does not block its lane', async () => {
  const lanes = createLanes();
  const failed = lanes.run('alice', () => Promise.reject(new Error('a bug')));
  expect(await lanes.run('alice', async () => 'next')).toBe('next');
  await expect(failed).rejects.toThrow('a bug');
});
