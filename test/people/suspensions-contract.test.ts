import { afterEach, beforeEach, expect, test } from 'vitest';
import { activeOperators, isActiveOperator } from '../../src/people/active-people.ts';
import { namedPerson } from '../../src/people/person.ts';
import type { Suspensions } from '../../src/people/suspensions.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB, CAROL, peopleWith } from '../support/people.ts';
import * as NUMBERS from '../support/phone-number.ts';
import { inRounds } from '../support/rounds.ts';

describeOnEngines('people who are locked out', (create) => {
  let database: TestDatabase;
  let suspensions: Suspensions;
  beforeEach(async () => {
    database = await create();
    ({ suspensions } = await database.open(new FakeClock()));
  });
  afterEach(() => database[Symbol.asyncDispose]());

  const people = peopleWith([ALICE, BOB], [CAROL]);
  const [alice, bob] = people.operators;
  if (!alice || !bob) throw new Error('nobody');

  test('are known since when, also to another process, until they are let in again', async () => {
    const other = (await database.open(new FakeClock())).suspensions;
    expect(await suspensions.suspend(bob, 7)).toBe(true);
    expect(await other.suspend(bob, 9)).toBe(false);
    expect(await other.since(bob)).toBe(7);
    expect(await other.since(alice)).toBeUndefined();
    expect(await other.readmit(bob)).toBe(true);
    expect(await suspensions.readmit(bob)).toBe(false);
    expect(await suspensions.since(bob)).toBeUndefined();
  });

  test('are locked out with each of their numbers, whoever it is listed as', async () => {
    const anna = namedPerson('anna', {
      ...{ role: 'operator', timeZone: 'UTC' },
      ...{ sms: NUMBERS.ALICE, whatsapp: NUMBERS.BOB },
    });
    if (!anna) throw new Error('nobody');
    await suspensions.suspend(anna, 1);
    expect([await suspensions.since(alice), await suspensions.since(bob)]).toEqual([1, 1]);
  });

  test('once, whoever does it at the same moment', async () => {
    const other = (await database.open(new FakeClock())).suspensions;
    const done = await Promise.all(
      [suspensions, other, suspensions].map((it) => it.suspend(bob, 1)),
    );
    expect(done.filter(Boolean)).toHaveLength(1);
  });

  test('are let in again once, whoever does it at the same moment', async () => {
    const other = (await database.open(new FakeClock())).suspensions;
    await inRounds(async () => {
      await suspensions.suspend(bob, 1);
      const done = await Promise.all(
        [suspensions, other, suspensions].map((it) => it.readmit(bob)),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await other.since(bob)).toBeUndefined();
    });
  });

  test('are no operators as long', async () => {
    await suspensions.suspend(bob, 1);
    expect((await activeOperators(people, suspensions)).map(({ id }) => id)).toEqual([ALICE]);
    expect(await isActiveOperator(people, suspensions, ALICE)).toBe(true);
    expect(await isActiveOperator(people, suspensions, BOB)).toBe(false);
    expect(await isActiveOperator(people, suspensions, CAROL)).toBe(false);
  });
});
