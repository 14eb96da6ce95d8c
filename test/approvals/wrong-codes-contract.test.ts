import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WrongCodes } from '../../src/approvals/wrong-codes.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { inRounds } from '../support/rounds.ts';

describeOnEngines('wrong codes', (create) => {
  let clock: FakeClock;
  let database: TestDatabase;
  let codes: WrongCodes;
  beforeEach(async () => {
    clock = new FakeClock();
    database = await create();
    codes = await restart();
  });
  afterEach(() => database[Symbol.asyncDispose]());

  const restart = async () => (await database.open(clock)).wrongCodes;

  async function wrong(times: number, person = ALICE) {
    for (let time = 1; time < times; time += 1) await codes.countWrong(person);
    return codes.countWrong(person);
  }

  const lockMs = async (person = ALICE): Promise<number | undefined> =>
    (await codes.findLock(person))?.ms;

  test('tries are counted by person, and the fifth is the lock', async () => {
    expect(await wrong(4)).toEqual({ left: 1 });
    expect(await wrong(1, BOB)).toEqual({ left: 4 });
    expect(await wrong(1)).toMatchObject({ lock: { ms: 15 * MINUTE } });
    expect(await lockMs(BOB)).toBeUndefined();
  });

  test('during a lock nothing is counted', async () => {
    await wrong(5);
    clock.advance(MINUTE);
    expect(await wrong(30)).toMatchObject({ lock: { ms: 14 * MINUTE, isClosed: false } });
  });

  test('a restart forgets neither tries nor locks nor how long the next one is', async () => {
    await wrong(4);
    codes = await restart();
    await wrong(1);
    codes = await restart();
    expect(await lockMs()).toBe(15 * MINUTE);
    clock.advance(15 * MINUTE);
    codes = await restart();
    await wrong(5);
    expect(await lockMs()).toBe(HOUR);
  });

  test('a good code ends the row; those of the day stay counted', async () => {
    for (let round = 0; round < 5; round += 1) {
      await wrong(4);
      await codes.forgive(ALICE);
    }
    expect(await codes.findLock(ALICE)).toMatchObject({ ms: DAY, isClosed: true });
  });

  test('what is unlocked is forgotten', async () => {
    await wrong(5);
    expect(await codes.unlock(ALICE)).toBe(true);
    expect(await codes.unlock(ALICE)).toBe(false);
    expect(await wrong(1)).toEqual({ left: 4 });
  });

  test('wrong digits to unlock are counted while a lock holds, over restarts', async () => {
    expect(await codes.countWrongUnlock(ALICE)).toBeUndefined();
    await wrong(5);
    for (let time = 1; time < 25; time += 1) await codes.countWrongUnlock(ALICE);
    codes = await restart();
    expect((await codes.findLock(ALICE))?.canUnlock).toBe(true);
    clock.advance(MINUTE);
    expect(await codes.countWrongUnlock(ALICE)).toMatchObject({
      ms: 14 * MINUTE,
      canUnlock: false,
    });
  });

  describe('when the clock is set', () => {
    test.for([-DAY, -HOUR, HOUR, 365 * DAY])(
      'by %i ms, a lock is as long as it was',
      async (ms) => {
        await wrong(5);
        clock.jump(ms);
        expect(await lockMs()).toBe(15 * MINUTE);
        clock.advance(15 * MINUTE - 1);
        expect(await lockMs()).toBe(1);
        clock.advance(1);
        expect(await lockMs()).toBeUndefined();
      },
    );

    test('after a restart and before anything was asked, as well', async () => {
      await wrong(5);
      codes = await restart();
      clock.jump(DAY);
      expect(await lockMs()).toBe(15 * MINUTE);
    });

    test('back before a restart, a lock is brought near: it is never longer than it was made', async () => {
      await wrong(5);
      clock.advance(MINUTE);
      clock.jump(-365 * DAY);
      codes = await restart();
      expect(await lockMs()).toBe(15 * MINUTE);
      clock.advance(15 * MINUTE);
      expect(await lockMs()).toBeUndefined();
    });

    test('forward, it forgets no tries of the day', async () => {
      for (let round = 0; round < 4; round += 1) {
        await wrong(4);
        await codes.forgive(ALICE);
        clock.jump(DAY);
      }
      expect(await wrong(4)).toMatchObject({ lock: { isClosed: true, ms: DAY } });
    });
  });

  test('two callers at once are two tries, and no more than five are answered', async () => {
    const other = await restart();
    const all = await Promise.all(
      Array.from({ length: 8 }, (_unused, time) => (time % 2 ? codes : other).countWrong(ALICE)),
    );
    expect(
      all.flatMap(({ lock, ...rest }) => (lock ? [] : Object.values(rest))).toSorted(),
    ).toEqual([1, 2, 3, 4]);
    expect(await lockMs()).toBe(15 * MINUTE);
  });

  test('a lock is ended once, whoever does it at the same moment', async () => {
    const other = await restart();
    await inRounds(async () => {
      await wrong(5);
      const unlocked = await Promise.all([codes, other, codes].map((it) => it.unlock(ALICE)));
      expect(unlocked.filter(Boolean)).toHaveLength(1);
    });
  });

  test('a wrong try beside a good code is counted before or after it', async () => {
    const other = await restart();
    const counted = await Promise.all([
      codes.countWrong(ALICE),
      other.forgive(ALICE),
      other.countWrong(ALICE),
      codes.forgive(ALICE),
    ]);
    expect(counted[0]).toHaveProperty('left');
    await codes.forgive(ALICE);
    expect(await other.countWrong(ALICE)).toEqual({ left: 4 });
  });

  test('a try whose transaction fails is not counted, and the lock before it is as long as it was', async () => {
    const { transact, wrongCodes } = await database.open(clock);
    for (let time = 0; time < 5; time += 1) await wrongCodes.countWrong(ALICE);
    clock.advance(MINUTE);
    const failed = transact(async (tx) => {
      await tx.wrongCodes.unlock(ALICE);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    clock.jump(DAY);
    expect((await wrongCodes.findLock(ALICE))?.ms).toBe(14 * MINUTE);
  });
});
