import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { OutboxText } from '../../src/outbox/outbox.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB, RELAY } from '../support/phone-number.ts';

const text = (key: string, over: object = {}) => ({
  ...{ key, to: ALICE, from: RELAY, body: key, goodUntil: 600_000 },
  ...over,
});

describeOnEngines('an outbox', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  async function next(now = 1000): Promise<OutboxText> {
    const found = await one.outbox.nextToSend(now);
    if (!found) throw new Error('nothing waits');
    return found;
  }

  test('takes a key once, and says that something was added', async () => {
    let added = 0;
    one.outbox.onAdded(() => {
      added += 1;
    });
    await one.outbox.add(text('a'), 1000);
    await two.outbox.add(text('a', { body: 'other' }), 1000);
    expect(await next()).toMatchObject({ key: 'a', body: 'a', state: 'waiting', attempts: 0 });
    expect([added, await one.outbox.get(2)]).toEqual([1, undefined]);
  });

  test('holds up a text behind one to the same phone, and no other', async () => {
    await one.outbox.add(text('first'), 1000);
    await one.outbox.add(text('second'), 1000);
    await one.outbox.add(text('to bob', { to: BOB }), 1001);
    const first = await next(2000);
    await one.outbox.postpone(first.id, 9000);
    expect((await next(2000)).key).toBe('to bob');
    expect(await one.outbox.nextDue(2000)).toBe(9000);
  });

  test('hands a text over once, whoever tries at the same moment', async () => {
    await one.outbox.add(text('a'), 1000);
    const { id } = await next();
    const attempt = { id, attempts: 1, from: RELAY, segments: 2 };
    const tries = [one, two, one].map(({ outbox }) => outbox.handOver(attempt, 1000, 16_000));
    expect((await Promise.all(tries)).filter((is) => is === 'begun')).toHaveLength(1);
    expect(await one.outbox.handedSince(0)).toEqual({ texts: 1, firstAt: 1000 });
    expect(await one.outbox.freeAt(RELAY)).toBe(3000);
  });

  test('applies a step only to the state that it was decided for', async () => {
    await one.outbox.add(text('a'), 1000);
    const { id } = await next();
    await one.outbox.handOver({ id, attempts: 1, from: RELAY, segments: 1 }, 1000, 16_000);
    const was = { id, state: 'handing', attempts: 1 } as const;
    const step = { change: { state: 'queued', sid: 'SM9', due: 5000 }, at: 2000 } as const;
    const tries = [one, two].map(({ outbox }) => outbox.settle(was, step));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect(await one.outbox.settle({ ...was, attempts: 2 }, step)).toBe(false);
    expect(await two.outbox.get(id)).toMatchObject({ state: 'queued', sid: 'SM9' });
    expect(await one.outbox.hasSid('SM9')).toBe(true);
  });

  test('an end, the suppression of its phone and an attempt that never was are one step', async () => {
    await one.outbox.add(text('a'), 1000);
    const { id } = await next();
    await one.outbox.handOver({ id, attempts: 1, from: RELAY, segments: 1 }, 1000, 16_000);
    const change = { state: 'refused', code: 21610 } as const;
    const step = { change, suppress: 21610, isAttemptCanceled: true, at: 2000 };
    expect(await one.outbox.settle({ id, state: 'handing', attempts: 1 }, step)).toBe(true);
    expect(await two.suppressions.of(ALICE)).toEqual({ address: ALICE, code: 21610, since: 2000 });
    expect(await two.outbox.handedSince(0)).toMatchObject({ texts: 0 });
    expect(await two.outbox.errorsSince(0)).toEqual([{ code: 21610, at: 1000 }]);
    expect(await two.suppressions.of(BOB)).toBeUndefined();
  });

  test('merges what waits for one phone and may be replaced, and nothing else', async () => {
    for (const key of ['menu 1', 'menu 2']) {
      await one.outbox.add(text(key, { isReplaceable: true }), 1000);
    }
    await one.outbox.add(text('outcome'), 1000);
    expect(await one.outbox.mergeWaiting(BOB)).toBe(false);
    expect(await one.outbox.mergeWaiting(ALICE)).toBe(true);
    expect(await two.outbox.mergeWaiting(ALICE)).toBe(false);
    expect((await next()).body).toBe('menu 1\n\nmenu 2');
    expect(await one.outbox.count(0)).toEqual(
      new Map([
        ['superseded', 1],
        ['waiting', 2],
      ]),
    );
  });

  test('moves the times of what is open with a clock that was set', async () => {
    await one.outbox.add(text('a'), 1000);
    expect(await one.outbox.newestAt()).toBe(1000);
    expect(await one.outbox.shift(500)).toBe(1);
    expect(await one.outbox.nextToSend(1400)).toBeUndefined();
    expect(await next(1500)).toMatchObject({ goodUntil: 600_500 });
  });

  test('forgets the words of what has ended, and keeps those that wait', async () => {
    await one.outbox.add(text('a'), 1000);
    await one.outbox.add(text('b'), 1000);
    const { id } = await next();
    const change = { state: 'expired' } as const;
    await one.outbox.settle({ id, state: 'waiting', attempts: 0 }, { change, at: 2000 });
    expect(await one.outbox.forgetBefore(5000)).toBe(1);
    expect([(await one.outbox.get(1))?.body, (await one.outbox.get(2))?.body]).toEqual(['', 'b']);
  });

  test('a text in a transaction is added when that is committed, and not when it fails', async () => {
    let added = 0;
    one.outbox.onAdded(() => {
      added += 1;
    });
    const failure = one.transact(async (tx) => {
      await tx.outbox.add(text('never'), 1000);
      throw new Error('not like this');
    });
    await expect(failure).rejects.toThrow('not like this');
    expect([await one.outbox.nextToSend(1000), added]).toEqual([undefined, 0]);
    await one.transact((tx) => tx.outbox.add(text('a'), 1000));
    expect([(await next()).key, added]).toEqual(['a', 1]);
  });
});
