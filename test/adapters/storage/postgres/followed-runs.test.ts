import { expect, test } from 'vitest';
import { withinTransaction } from '../../../../src/adapters/storage/postgres/followed-runs.ts';

test('an execution is followed from its beginning on, unless that was not committed', () => {
  const followed = new Set(['before']);
  const first = withinTransaction(followed);
  first.add('one');
  expect([...followed]).toEqual(['before', 'one']);
  first.failed();
  expect([...followed]).toEqual(['before']);
});

test('an execution is followed until its end is committed', () => {
  const followed = new Set(['one', 'two']);
  const failing = withinTransaction(followed);
  failing.delete('one');
  failing.failed();
  const second = withinTransaction(followed);
  second.delete('two');
  expect([...followed]).toEqual(['one', 'two']);
  second.committed();
  expect([...followed]).toEqual(['one']);
});
