import { expect, test } from 'vitest';
import { refreshRecentlyUsed } from '../../../src/areas/shared/refresh.ts';
import { FakeHome } from '../../support/fake-areas.ts';
import { FakeClock, HOUR, MINUTE } from '../../support/fake-clock.ts';

test('areas in use are asked by ourselves, for a quarter of an hour', async () => {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  const [network] = home.areas;
  const stopping = new AbortController();
  void refreshRecentlyUsed(home.areas, clock, stopping.signal);
  await clock.elapse(HOUR);
  expect(home.asked).toBe(0);

  await network?.operations[0]?.call({});
  expect(home.asked).toBe(1);
  await clock.elapse(MINUTE);
  expect(home.asked).toBe(4);
  expect(network?.summary().text).toBe('Net 47 clients');
  await clock.elapse(HOUR);
  expect(home.asked).toBe(1 + 45);
  stopping.abort();
  await network?.operations[0]?.call({});
  await clock.elapse(HOUR);
  expect(home.asked).toBe(1 + 45 + 1);
});
