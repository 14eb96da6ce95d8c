import { expect, test } from 'vitest';
import { createKeyedQueue } from '../../src/core/keyed-queue.ts';

test('jobs of one lane run one after another, in the order they came', async () => {
  const lanes = createKeyedQueue();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = lanes.enqueue('alice', async () => {
    await gate.promise;
    said.push('first');
  });
  const second = lanes.enqueue('alice', async () => {
    said.push('second');
  });
  await lanes.enqueue('bob', async () => {
    said.push('bob did not wait');
  });
  gate.resolve();
  await Promise.all([first, second]);
  expect(said).toEqual(['bob did not wait', 'first', 'second']);
});

test('a job that fails does not block its lane', async () => {
  const lanes = createKeyedQueue();
  const failed = lanes.enqueue('alice', () => Promise.reject(new Error('a bug')));
  expect(await lanes.enqueue('alice', async () => 'next')).toBe('next');
  await expect(failed).rejects.toThrow('a bug');
});

test('a job starts at once when its lane is free, also after a job that ended', async () => {
  const lanes = createKeyedQueue();
  const started: string[] = [];
  const start = (name: string) => lanes.enqueue('alice', async () => void started.push(name));
  const first = start('first');
  expect(started).toEqual(['first']);
  const second = start('second');
  expect(started).toEqual(['first']);
  await Promise.all([first, second]);
  await Promise.resolve();
  void start('third');
  expect(started).toEqual(['first', 'second', 'third']);
});
