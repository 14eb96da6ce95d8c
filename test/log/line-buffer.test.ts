import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLineBuffer, flushLines } from '../../src/log/line-buffer.ts';

function start() {
  const writes: string[] = [];
  return { writes, buffer: createLineBuffer((lines) => writes.push(lines)) };
}

test('the lines of one turn are written together, in their order, and each once', async () => {
  const { writes, buffer } = start();
  buffer.write('one\n');
  await Promise.resolve();
  buffer.write('two\n');
  expect(writes).toEqual([]);
  await nextTurn();
  buffer.write('three\n');
  await nextTurn();
  expect(writes).toEqual(['one\ntwo\n', 'three\n']);
});

test('the last lines are written when the process exits', async () => {
  const { writes, buffer } = start();
  buffer.write('stopping\n');
  flushLines();
  expect(writes).toEqual(['stopping\n']);
  await nextTurn();
  expect(writes).toHaveLength(1);
});
