import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { FakeLamps } from './fake-lamps.ts';

let clock: FakeClock;
let lamps: FakeLamps;
beforeEach(() => {
  clock = new FakeClock();
  lamps = new FakeLamps(clock);
});

describe('a good code that comes again', () => {
  test('is told what came of it, also after a restart', async () => {
    const database = openDatabase('memory:');
    const before = new FakeLamps(clock, database);
    const ok = `ok ${await before.propose()}`;
    expect(await before.hears(ok)).toBe('hall done.');
    expect(await before.hears(ok)).toBe('Done 12:00: hall done.');
    expect(await before.hears(ok, BOB)).toBe('This number may only look.');
    clock.advance(25 * HOUR);
    const after = new FakeLamps(clock, database);
    expect(await after.hears(ok)).toBe('Done 21 Nov 12:00: hall done.');
    expect(after.runs).toEqual([]);
  });

  test('meanwhile is told that it is under way', async () => {
    lamps.hangs = true;
    const ok = `ok ${await lamps.propose()}`;
    void lamps.hears(ok);
    await clock.elapse(100);
    expect(await lamps.hears(ok)).toBe('Under way since 12:00: switch lamp hall?');
  });

  test.for(['denied', 'dark'] as const)('is told why it was not done: %s', async (why) => {
    const ok = `ok ${await lamps.propose()}`;
    if (why === 'denied') lamps.failure = { kind: 'denied', service: 'Lamps' };
    else lamps.isDark = true;
    await lamps.hears(ok);
    expect(await lamps.hears(ok)).toMatch(
      /^Not done 12:00: (?:Lamps \? refused|could not be look)/,
    );
  });

  test('is no wrong one for the question that waits by then, which goes on waiting', async () => {
    const first = await lamps.propose();
    await lamps.hears(`ok ${first}`);
    const second = await lamps.propose(ALICE, 'switch', 'attic');
    for (let time = 0; time < 9; time += 1) {
      expect(await lamps.hears(`ok ${first}`)).toBe('Done 12:00: hall done.');
    }
    expect(await lamps.hears(`ok ${second}`)).toBe('attic done.');
  });

  test('is answered during a lock too, and one that was never good is told what was last', async () => {
    const ok = `ok ${await lamps.propose()}`;
    await lamps.hears(ok);
    expect(await lamps.hears('ok 000000')).toBe(
      'Nothing waits for a code.\nLately: 12:00 hall done.',
    );
    await lamps.guess(5);
    expect(await lamps.hears(ok)).toBe('Done 12:00: hall done.');
    clock.advance(61 * MINUTE);
    expect(await lamps.hears('ok 000000')).toBe('Nothing waits for a code.');
  });
});

test('one whose action never began is no wrong one either', async () => {
  const database = openDatabase('memory:');
  const before = new FakeLamps(clock, database);
  const code = await before.propose();
  before.isStuck = true; // it dies while it looks once more
  void before.hears(`ok ${code}`);
  const after = new FakeLamps(clock, database);
  const next = await after.propose();
  for (let time = 0; time < 9; time += 1) {
    expect(await after.hears(`ok ${code}`)).toBe('Nothing waits for this code any more.');
  }
  expect(await after.hears(`ok ${next}`)).toBe('hall done.');
});
