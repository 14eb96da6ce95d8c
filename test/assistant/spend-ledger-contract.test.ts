import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';

const LIMITS = { dayMicros: 1000, personMicros: 600 };

const call = (micros: number, person = ALICE, day = '2026-11-21') => ({
  ...{ day, person, micros, at: 1 },
});

describeOnEngines('spending', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  const reserve = (micros: number, person = ALICE, { ledger } = one) =>
    ledger.reserve(call(micros, person), LIMITS);

  test('is reserved up to the limits, and the exhausted budget is named', async () => {
    expect(await reserve(600)).toMatchObject({ is: 'reserved' });
    const ofDay = { micros: 600, open: 600, calls: 1 };
    expect(await reserve(1)).toEqual({ is: 'exhausted', whose: 'person', ofDay });
    expect(await reserve(401, BOB)).toEqual({ is: 'exhausted', whose: 'day', ofDay });
    expect(await reserve(400, BOB)).toMatchObject({ is: 'reserved' });
    const tomorrow = call(600, ALICE, '2026-11-22');
    expect(await two.ledger.reserve(tomorrow, LIMITS)).toMatchObject({ is: 'reserved' });
    expect(await two.ledger.spent('2026-11-21', BOB)).toEqual({ micros: 400, open: 400, calls: 1 });
  });

  test('is settled with the sums of its day before and after', async () => {
    await reserve(100, BOB);
    const reserved = await reserve(500);
    if (reserved.is !== 'reserved') throw new Error(reserved.is);
    expect(await two.ledger.settle(reserved.id, 20)).toEqual({
      before: { micros: 600, open: 600, calls: 2 },
      after: { micros: 120, open: 100, calls: 2 },
    });
    expect(await one.ledger.spent('2026-11-21')).toEqual({ micros: 120, open: 100, calls: 2 });
  });

  test('is none while it is off, for every process', async () => {
    expect(await one.ledger.isOff()).toBe(false);
    await one.ledger.turn('off');
    expect(await two.ledger.isOff()).toBe(true);
    expect(await reserve(1, ALICE, two)).toEqual({ is: 'off' });
    await two.ledger.turn('on');
    expect(await reserve(1)).toMatchObject({ is: 'reserved' });
  });

  test('is never overdrawn, whoever reserves at the same moment', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 700 }), fc.boolean(), fc.boolean()), {
          maxLength: 20,
        }),
        async (calls) => {
          const day = `day ${count++}`;
          await Promise.all(
            calls.map(([micros, isAlice, isOne]) =>
              (isOne ? one : two).ledger.reserve(call(micros, isAlice ? ALICE : BOB, day), LIMITS),
            ),
          );
          const { ledger } = one;
          const spent = await Promise.all([
            ledger.spent(day),
            ledger.spent(day, ALICE),
            ledger.spent(day, BOB),
          ]);
          const [whole = 0, ...each] = spent.map(({ micros }) => micros);
          expect(whole).toBeLessThanOrEqual(1000);
          expect(Math.max(...each)).toBeLessThanOrEqual(600);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('crosses a mark in one of the settlements at the same moment', async () => {
    const calls = await Promise.all([reserve(300), reserve(300), reserve(300, BOB)]);
    const settled = await Promise.all(
      calls.map((it, at) => {
        if (it.is !== 'reserved') throw new Error(it.is);
        return (at % 2 ? one : two).ledger.settle(it.id, 300);
      }),
    );
    const real = ({ micros, open: held }: { micros: number; open: number }) => micros - held;
    const crossing = settled.filter(
      ({ before, after }) => real(before) < 500 && real(after) >= 500,
    );
    expect(crossing).toHaveLength(1);
  });
});
