import { expect, test } from 'vitest';
import { findOperation } from '../../../src/areas/shared/find-operation.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { FakeHome } from '../../support/fake-areas.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const clock = new FakeClock();
const find = findOperation(new FakeHome(clock).areas, clock);

async function answerTo(name: string) {
  const answer = await find.call({ name });
  return answer.ok ? answer.value.format(createLocalTime(clock, 'UTC')) : answer.error;
}

test('a name is found with the operation that reads the thing', async () => {
  const found = await answerTo('plex');
  expect(found).toMatchObject({ text: 'Found "plex"', rows: [{ name: 'plex' }, {}] });
});

test('of a name that is longer than any text only the beginning is looked for, and repeated', async () => {
  const found = await answerTo(`plex ${'x '.repeat(500_000)}`);
  expect('text' in found && found.text.length).toBeLessThan(3000);
});

test.for(['', undefined, 5, ['plex']])('%j is no name', async (name) => {
  expect(await find.call({ name })).toMatchObject({ ok: false, error: { kind: 'bad-input' } });
});
