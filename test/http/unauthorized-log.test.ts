import { expect, test } from 'vitest';
import { createUnauthorizedLog } from '../../src/http/unauthorized-log.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';

function startKnocks() {
  const clock = new FakeClock();
  const lines: object[] = [];
  const recordUnauthorized = createUnauthorizedLog({
    clock,
    log: { warn: (facts) => lines.push(facts) },
  });
  return { clock, lines, recordUnauthorized };
}

test('the first is told at once, the others once a minute, with a count', async () => {
  const { clock, lines, recordUnauthorized } = startKnocks();
  for (let count = 0; count < 10_000; count += 1)
    recordUnauthorized(count % 3 === 0 ? 'often' : `${count}`);
  expect(lines).toEqual([{ address: 'often' }]);
  await clock.elapse(MINUTE);
  expect(lines.slice(1)).toEqual([{ more: 9999, busiest: 'others' }]);
  recordUnauthorized('later');
  await clock.elapse(10 * MINUTE);
  expect(lines.slice(2)).toEqual([{ address: 'later' }]);
});

test('the busiest address is told', async () => {
  const { clock, lines, recordUnauthorized } = startKnocks();
  for (const address of ['a', 'b', 'c', 'b', 'a', 'b']) recordUnauthorized(address);
  await clock.elapse(MINUTE);
  expect(lines.at(-1)).toEqual({ more: 5, busiest: 'b' });
});
