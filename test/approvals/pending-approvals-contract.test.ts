import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { PendingApproval } from '../../src/approvals/pending-approvals.ts';
import { toPersonId } from '../../src/people/person.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { DAY, FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { inRounds, race } from '../support/rounds.ts';

const QUESTION: PendingApproval = {
  ...{ run: 'one', person: ALICE, face: 'sms', action: 'reboot', input: { id: '202' } },
  ...{
    question: 'Reboot plex?',
    digest: 'd',
    evidence: { up: 3 },
    latest: undefined,
    codeHash: 'h',
  },
};

const ask = { replaces: true } as const;

describeOnEngines('questions that wait', (create) => {
  let clock: FakeClock;
  let database: TestDatabase;
  let one: Stores;
  beforeEach(async () => {
    clock = new FakeClock();
    database = await create();
    one = await database.open(clock);
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('are there as they were asked, for their person, and after a restart', async () => {
    const question = { ...QUESTION, latest: 'zero', face: 'claude' } as const;
    expect(await one.pendingApprovals.add(question, ask)).toBe(true);
    for (const { pendingApprovals } of [one, await database.open(clock)]) {
      expect(await pendingApprovals.get(ALICE)).toEqual(question);
      expect(await pendingApprovals.get(BOB)).toBeUndefined();
    }
  });

  test('of several people are told to each when all look at the same moment', async () => {
    const { pendingApprovals } = one;
    const other = { ...QUESTION, run: 'two', person: BOB };
    for (const question of [QUESTION, other]) await pendingApprovals.add(question, ask);
    const people = [BOB, toPersonId('somebody'), ALICE, BOB];
    const found = await Promise.all(people.map((person) => pendingApprovals.get(person)));
    expect(found).toEqual([other, undefined, QUESTION, other]);
  });

  test('are there word by word, and in the order of their words', async () => {
    const odd = { zoe: 'a\u0000b', anna: '\u{1f642}\ud800', '': '"\\u0000' };
    const evidence = { z: [1e21, 0.1, null, true], a: { '\u0000': '\u0000' }, big: 2 ** 53 };
    const question = { ...QUESTION, input: odd, evidence, question: 'a\u0000?', digest: '\u0000' };
    await one.pendingApprovals.add(question, ask);
    const found = await (await database.open(clock)).pendingApprovals.get(ALICE);
    expect(found).toEqual(question);
    expect(JSON.stringify(found?.input)).toBe(JSON.stringify(odd));
    expect(JSON.stringify(found?.evidence)).toBe(JSON.stringify(evidence));
  });

  test('take the place of the one before, unless they must not', async () => {
    const { pendingApprovals } = one;
    const wait = { replaces: false } as const;
    expect(await pendingApprovals.add(QUESTION, wait)).toBe(true);
    expect(await pendingApprovals.add({ ...QUESTION, run: 'two' }, wait)).toBe(false);
    expect(await pendingApprovals.get(ALICE)).toEqual(QUESTION);
    expect(await pendingApprovals.add({ ...QUESTION, run: 'three' }, ask)).toBe(true);
    expect(await pendingApprovals.redeem(ALICE, 'one')).toBe(false);
    expect(await pendingApprovals.get(ALICE)).toMatchObject({ run: 'three' });
    clock.advance(5 * MINUTE + 1);
    expect(await pendingApprovals.add({ ...QUESTION, run: 'four' }, wait)).toBe(true);
  });

  test('are redeemed once, whoever tries at the same moment', async () => {
    const two = await database.open(clock);
    await one.pendingApprovals.add(QUESTION, ask);
    const redeemers = Array.from({ length: 20 }, (_unused, at) => (at % 2 ? one : two));
    const redeemed = await Promise.all(
      redeemers.map(({ pendingApprovals }) => pendingApprovals.redeem(ALICE, 'one')),
    );
    expect(redeemed.filter(Boolean)).toHaveLength(1);
    expect(await two.pendingApprovals.get(ALICE)).toBeUndefined();
  });

  test('of many asked at the same moment that must not replace another, one waits', async () => {
    const two = await database.open(clock);
    const runs = Array.from({ length: 10 }, (_unused, at) => `run ${at}`);
    const asked = await Promise.all(
      runs.map((run, at) =>
        (at % 2 ? one : two).pendingApprovals.add({ ...QUESTION, run }, { replaces: false }),
      ),
    );
    expect(asked.filter(Boolean)).toHaveLength(1);
  });

  test('of two that replace one another at the same moment, one waits', async () => {
    const two = await database.open(clock);
    await inRounds(async (round) => {
      const runs = ['a', 'b', 'c', 'd'].map((name) => `${name} ${round}`);
      const asked = await Promise.all(
        runs.map((run, at) => (at % 2 ? one : two).pendingApprovals.add({ ...QUESTION, run }, ask)),
      );
      expect(asked).toEqual([true, true, true, true]);
      const redeemed = await Promise.all(
        runs.map((run) => two.pendingApprovals.redeem(ALICE, run)),
      );
      expect(redeemed.filter(Boolean)).toHaveLength(1);
    });
  });

  test('wait when they are asked in the moment in which the one before is redeemed', async () => {
    const two = await database.open(clock);
    await inRounds(async (round) => {
      await one.pendingApprovals.add({ ...QUESTION, run: `first ${round}` }, ask);
      await race(
        round,
        () => one.pendingApprovals.redeem(ALICE, `first ${round}`),
        () => two.pendingApprovals.add({ ...QUESTION, run: `second ${round}` }, ask),
      );
      expect(await two.pendingApprovals.redeem(ALICE, `second ${round}`)).toBe(true);
    });
  });

  test('of many people are asked at the same moment, beside old ones that are deleted', async () => {
    const two = await database.open(clock);
    const people = Array.from({ length: 20 }, (_unused, at) => toPersonId(`person-${at}`));
    const askAll = () =>
      Promise.all(
        people.map((person, at) =>
          (at % 2 ? one : two).pendingApprovals.add({ ...QUESTION, person }, ask),
        ),
      );
    await askAll();
    clock.advance(5 * MINUTE + 1);
    await askAll();
    const found = await Promise.all(people.map((person) => two.pendingApprovals.get(person)));
    expect(found.map((question) => question?.person)).toEqual(people);
  });

  test('are removed with whatever they are, and only for their person', async () => {
    await one.pendingApprovals.add(QUESTION, ask);
    await one.pendingApprovals.remove(BOB);
    expect(await one.pendingApprovals.get(ALICE)).toEqual(QUESTION);
    await one.pendingApprovals.remove(ALICE);
    expect(await one.pendingApprovals.get(ALICE)).toBeUndefined();
  });

  test('are good for five minutes, and gone from the disk with the next one', async () => {
    await one.pendingApprovals.add(QUESTION, ask);
    clock.advance(5 * MINUTE);
    expect(await one.pendingApprovals.get(ALICE)).toEqual(QUESTION);
    clock.advance(1);
    expect(await one.pendingApprovals.get(ALICE)).toBeUndefined();
    expect(await one.pendingApprovals.redeem(ALICE, 'one')).toBe(false);
    await one.pendingApprovals.add({ ...QUESTION, person: BOB, question: 'Other?' }, ask);
    expect(await database.dump()).not.toContain('Reboot plex?');
  });

  test.for([-DAY, -HOUR, HOUR, DAY])('are good as long when the clock is set by %i', async (ms) => {
    await one.pendingApprovals.add(QUESTION, ask);
    clock.jump(ms);
    clock.advance(5 * MINUTE);
    expect(await one.pendingApprovals.get(ALICE)).toEqual(QUESTION);
    clock.advance(1);
    expect(await one.pendingApprovals.get(ALICE)).toBeUndefined();
  });

  test('are good for five minutes from the restart on at most, wherever the clock was set', async () => {
    await one.pendingApprovals.add(QUESTION, ask);
    clock.advance(3 * MINUTE);
    clock.jump(-DAY);
    const later = await database.open(clock);
    clock.advance(5 * MINUTE);
    expect(await later.pendingApprovals.get(ALICE)).toEqual(QUESTION);
    clock.advance(1);
    expect(await later.pendingApprovals.get(ALICE)).toBeUndefined();
  });

  test('are as old after a restart as they were before', async () => {
    await one.pendingApprovals.add(QUESTION, ask);
    clock.advance(3 * MINUTE);
    const later = await database.open(clock);
    clock.advance(2 * MINUTE);
    expect(await later.pendingApprovals.get(ALICE)).toEqual(QUESTION);
    clock.advance(1);
    expect(await later.pendingApprovals.get(ALICE)).toBeUndefined();
  });

  test('are not revived by the clock once they were seen to be too old', async () => {
    await one.pendingApprovals.add(QUESTION, ask);
    clock.advance(5 * MINUTE + 1);
    expect(await one.pendingApprovals.get(ALICE)).toBeUndefined();
    clock.jump(-DAY);
    const later = await database.open(clock);
    expect(await later.pendingApprovals.get(ALICE)).toBeUndefined();
  });

  test('are asked together with what belongs to them, or not at all', async () => {
    const failed = one.transact(async (tx) => {
      await tx.pendingApprovals.add(QUESTION, ask);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await one.pendingApprovals.get(ALICE)).toBeUndefined();
  });
});
