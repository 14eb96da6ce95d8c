import { expect, test } from 'vitest';
import { createKnocks } from '../../src/http/unauthorized-log.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';

function startKnocks() {
  const clock = new FakeClock();
  const lines: object[] = [];
  const knock = createKnocks({ clock, log: { warn: (facts) => lines.push(facts) } });
  return { clock, lines, knock };
}

test('the first is told at once, the others once a minute, with a count', async () => {
  const { clock, lines, knock } = startKnocks();
  for (let count = 0; count < 10_000; count += 1) knock(count % 3 === 0 ? 'often' : `${count}`);
  expect(lines).toEqual([{ address: 'often' }]);
  await clock.elapse(MINUTE);
  expect(lines.slice(1)).toEqual([{ more: 9999, busiest: 'others' }]);
  knock('later');
  await clock.elapse(10 * MINUTE);
  expect(lines.slice(2)).toEqual([{ address: 'later' }]);
});

test('the busiest address is told', async () => {
  const { clock, lines, knock } = startKnocks();
  for (const address of ['a', 'b', 'c', 'b', 'a', 'b']) knock(address);
  await clock.elapse(MINUTE);
  expect(lines.at(-1)).toEqual({ more: 5, busiest: 'b' });
});
