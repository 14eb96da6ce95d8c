import { expect, test } from 'vitest';
import { healthOf, type StatusSummary, summarize } from '../../../src/areas/shared/area.ts';
import { createReadingCache } from '../../../src/areas/shared/reading-cache.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { ok } from '../../../src/core/result.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';

test('a glance is as good as its reading is fresh, and never better', async () => {
  const clock = new FakeClock();
  const time = createLocalTime(clock, 'UTC');
  const memory = createReadingCache(clock);
  const status = memory.cached(async () =>
    ok({ value: 3, asOf: clock.now(), source: 'a source that then hangs' }),
  );
  const format = (count: number): StatusSummary => ({ level: 'ok', text: `${count}/3` });
  const glance = () => summarize({ short: 'PVE', status, memory, time, format });

  expect(glance()).toEqual({ level: 'unknown', text: 'PVE ?' });
  expect(healthOf(memory, time)).toEqual({ description: 'no answer yet', isFailing: false });
  await status.ask();
  clock.advance(MINUTE);
  expect(glance()).toEqual({ level: 'ok', text: 'PVE 3/3', brief: 'PVE OK' });
  clock.advance(4 * MINUTE);
  expect(glance()).toEqual({ level: 'unknown', text: 'PVE 3/3 5m ago' });
  expect(healthOf(memory, time)).toMatchObject({ description: 'ok, 5m ago', isFailing: false });
});
