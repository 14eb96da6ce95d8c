import { expect, test } from 'vitest';
import { type Glance, glanceAt, healthOf } from '../../../src/areas/shared/area.ts';
import { createMemory } from '../../../src/areas/shared/reading-cache.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { ok } from '../../../src/core/result.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';

test('a glance is as good as its reading is fresh, and never better', async () => {
  const clock = new FakeClock();
  const time = createLocalTime(clock, 'UTC');
  const memory = createMemory(clock);
  const status = memory.question(async () =>
    ok({ value: 3, asOf: clock.now(), source: 'a source that then hangs' }),
  );
  const format = (count: number): Glance => ({ mood: 'fine', text: `${count}/3` });
  const glance = () => glanceAt({ short: 'PVE', status, memory, time, format });

  expect(glance()).toEqual({ mood: 'unknown', text: 'PVE ?' });
  expect(healthOf(memory, time)).toEqual({ words: 'not heard yet', isFailing: false });
  await status.ask();
  clock.advance(MINUTE);
  expect(glance()).toEqual({ mood: 'fine', text: 'PVE 3/3', brief: 'PVE OK' });
  clock.advance(4 * MINUTE);
  expect(glance()).toEqual({ mood: 'unknown', text: 'PVE 3/3 5m ago' });
  expect(healthOf(memory, time)).toMatchObject({ words: 'ok, 5m ago', isFailing: false });
});
