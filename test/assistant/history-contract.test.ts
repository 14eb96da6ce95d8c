import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { toTurns } from '../../src/assistant/history.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { inRounds, race } from '../support/rounds.ts';

describeOnEngines('dialogues', (create) => {
  let clock: FakeClock;
  let database: TestDatabase;
  let one: Stores;
  beforeEach(async () => {
    clock = new FakeClock();
    database = await create();
    one = await database.open(clock);
  });
  afterEach(() => database[Symbol.asyncDispose]());

  /** A question with its answer. */
  async function talk({ history }: Stores, words: string, person = ALICE): Promise<void> {
    const { id } = await history.open(person);
    await history.add(person, id, toTurns(words, `re: ${words}`));
  }

  const said = async ({ history }: Stores, person = ALICE): Promise<readonly string[]> =>
    (await history.open(person)).turns.map(({ text }) => text);

  test('are remembered for their person, also after a restart', async () => {
    await talk(one, 'why?');
    await talk(await database.open(clock), 'and then?');
    expect(await said(one)).toEqual(['why?', 're: why?', 'and then?', 're: and then?']);
    expect(await said(one, BOB)).toEqual([]);
  });

  test('are cut to their last turns, and turns to 700 characters of whole letters', async () => {
    for (const words of ['1', '2', '3', '4']) await talk(one, words);
    await talk(one, `${'x'.repeat(699)}\u{1f642}`);
    const turns = await said(one);
    expect(turns).toHaveLength(8);
    expect(turns[0]).toBe('2');
    expect(turns.at(-2)).toBe(`${'x'.repeat(699)}\ufffd`);
  });

  test('that were ended get no answer that comes later', async () => {
    await talk(one, 'a secret');
    const { id } = await one.history.open(ALICE);
    const two = await database.open(clock);
    await two.history.forget(ALICE);
    expect(await database.dump()).not.toContain('a secret');
    await one.history.add(ALICE, id, toTurns('late', 'late'));
    expect(await said(one)).toEqual([]);
    await one.history.add(ALICE, id, toTurns('late', 'late'));
    expect(await said(one)).toEqual([]);
  });

  test('of two questions at once, both are in it', async () => {
    const two = await database.open(clock);
    await Promise.all([talk(one, 'this'), talk(two, 'that')]);
    expect((await said(one)).toSorted()).toEqual(['re: that', 're: this', 'that', 'this']);
  });

  test('of many questions at once, the last are in it', async () => {
    const two = await database.open(clock);
    const words = Array.from({ length: 10 }, (_unused, at) => `${at}`);
    await Promise.all(words.map((it, at) => talk(at % 2 ? one : two, it)));
    const turns = await said(one);
    expect(turns).toHaveLength(8);
    expect(new Set(turns).size).toBe(8);
  });

  test('hold nothing that is said while they are ended', async () => {
    const two = await database.open(clock);
    await inRounds(async (round) => {
      const { id } = await one.history.open(ALICE);
      await race(
        round,
        () => one.history.add(ALICE, id, toTurns('a secret', 'late')),
        () => two.history.forget(ALICE),
      );
      expect(await said(one)).toEqual([]);
    });
    expect(await database.dump()).not.toContain('a secret');
  });

  test('are kept for 15 minutes after the last word, and then deleted', async () => {
    await talk(one, 'first');
    clock.advance(10 * MINUTE);
    await talk(one, 'second');
    clock.advance(15 * MINUTE);
    expect(await said(one)).toHaveLength(4);
    clock.advance(1);
    expect(await said(one)).toEqual([]);
    expect(await database.dump()).not.toContain('second');
  });

  test('that nobody comes back to are deleted as well', async () => {
    await talk(one, 'a secret');
    clock.advance(15 * MINUTE + 1);
    const later = await database.open(clock);
    await later.history.forgetIdle();
    expect(await database.dump()).not.toContain('a secret');
  });

  test.for([-DAY, -HOUR, HOUR])('are kept as long when the clock is set by %i', async (ms) => {
    await talk(one, 'why?');
    clock.jump(ms);
    clock.advance(15 * MINUTE);
    expect(await said(one)).toHaveLength(2);
    clock.advance(15 * MINUTE + 1);
    expect(await said(one)).toEqual([]);
  });
});
