import { expect, test } from 'vitest';
import { describeOnSharedEngines } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { receivedText, receives } from '../support/stores.ts';

describeOnSharedEngines('an empty database', (create) => {
  test('is made ready once by processes that start at the same moment', async () => {
    await using database = await create();
    const all = await Promise.all([1, 2, 3, 4].map(() => database.open(new FakeClock())));
    const received = await Promise.all(all.map(({ inbox }) => receives(inbox, receivedText())));
    expect(received.filter(Boolean)).toHaveLength(1);
  });
});
