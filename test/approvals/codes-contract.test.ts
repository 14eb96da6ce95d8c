import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { inRounds } from '../support/rounds.ts';

describeOnEngines('codes that were used', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('of a confirmed code only the last is known, not in the clear, and for good', async () => {
    const { confirmedCodes } = one;
    await confirmedCodes.remember({ person: ALICE, run: 'one', code: '482153' });
    expect(await confirmedCodes.findRun(ALICE, '482153')).toBe('one');
    expect(await confirmedCodes.findRun(ALICE, '482154')).toBeUndefined();
    expect(await confirmedCodes.findRun(BOB, '482153')).toBeUndefined();
    expect(await database.dump()).toContain('one');
    expect(await database.dump()).not.toContain('482153');

    await two.confirmedCodes.remember({ person: ALICE, run: 'two', code: '000001' });
    expect(await two.confirmedCodes.findRun(ALICE, '482153')).toBeUndefined();
    expect(await one.confirmedCodes.findRun(ALICE, '000001')).toBe('two');
  });

  test('the step of an authenticator is used once, and none before it', async () => {
    expect(await one.usedCodes.use(7)).toBe(true);
    expect(await two.usedCodes.use(7)).toBe(false);
    expect(await two.usedCodes.use(6)).toBe(false);
    expect(await two.usedCodes.use(8)).toBe(true);
  });

  test('of many who use the same step at once, one succeeds', async () => {
    const users = Array.from({ length: 20 }, (_unused, at) => (at % 2 ? one : two));
    const used = await Promise.all(users.map(({ usedCodes }) => usedCodes.use(1)));
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  test('of many steps that are used at once, the last is used up', async () => {
    await inRounds(async (round) => {
      const steps = Array.from({ length: 6 }, (_unused, at) => round * 10 + ((at * 5) % 6));
      const used = await Promise.all(
        steps.map((step, at) => (at % 2 ? one : two).usedCodes.use(step)),
      );
      expect(used[steps.indexOf(Math.max(...steps))]).toBe(true);
      expect(await one.usedCodes.use(Math.max(...steps))).toBe(false);
    });
  });

  test('of two codes of one person that are confirmed at once, one is the last', async () => {
    await inRounds(async (round) => {
      const codes = [`1${round}`, `2${round}`];
      await Promise.all(
        codes.map((code, at) =>
          (at ? one : two).confirmedCodes.remember({ person: ALICE, run: code, code }),
        ),
      );
      const found = await Promise.all(codes.map((code) => one.confirmedCodes.findRun(ALICE, code)));
      expect(found.filter((run) => run !== undefined)).toHaveLength(1);
    });
  });

  test('a step is not used up by a transaction that fails', async () => {
    const failed = one.transact(async (tx) => {
      await tx.usedCodes.use(3);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await two.usedCodes.use(3)).toBe(true);
  });
});
