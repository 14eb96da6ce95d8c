import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';

describeOnEngines('evidence', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('is there as it was seen, until its execution ends', async () => {
    const evidence = { z: ['a\u0000b', '\ud800'], a: { '\u0000': 0.1 }, big: 2 ** 53 };
    await one.evidence.keep('run', evidence);
    await one.evidence.keep('other', {});
    const found = await two.evidence.find('run');
    expect(found).toEqual(evidence);
    expect(JSON.stringify(found)).toBe(JSON.stringify(evidence));
    await two.evidence.remove('run');
    await one.evidence.remove('run');
    expect(await one.evidence.find('run')).toBeUndefined();
    expect(await one.evidence.find('other')).toEqual({});
  });
});
