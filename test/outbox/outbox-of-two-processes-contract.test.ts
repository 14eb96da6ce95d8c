import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { OutboxText } from '../../src/outbox/outbox.ts';
import { describeOnSharedEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { RELAY } from '../support/phone-number.ts';
import { inRounds, phoneOf, race } from '../support/rounds.ts';

const NOW = 1000;

const text = (key: string, to: string, over: object = {}) => ({
  ...{ key, to, from: RELAY, body: key, goodUntil: 600_000 },
  ...over,
});

const EXPIRED = { change: { state: 'expired' }, at: NOW } as const;

describeOnSharedEngines('an outbox of two processes', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  async function next(stores = one): Promise<OutboxText> {
    const found = await stores.outbox.nextToSend(NOW);
    if (!found) throw new Error('nothing waits');
    return found;
  }

  async function handOver({ outbox }: Stores, { id, attempts }: OutboxText): Promise<boolean> {
    const attempt = { id, attempts: attempts + 1, from: RELAY, segments: 1 };
    return (await outbox.handOver(attempt, NOW, NOW + 15_000)) === 'begun';
  }

  test('takes a key once that both add at the same moment', async () => {
    let rounds = 0;
    await inRounds(async (round) => {
      await Promise.all(
        [one, two, one, two].map(({ outbox }) => outbox.add(text(`${round}`, phoneOf(1)), NOW)),
      );
      rounds += 1;
    });
    expect(await one.outbox.count(0)).toEqual(new Map([['waiting', rounds]]));
  });

  test('takes a key whose addition by the other fails at the same moment', async () => {
    await inRounds(async (round) => {
      const failed = one.transact(async (tx) => {
        await tx.outbox.add(text(`${round}`, phoneOf(round)), NOW);
        throw new Error('rolled back');
      });
      const added = two.transact((tx) => tx.outbox.add(text(`${round}`, phoneOf(round)), NOW));
      await expect(failed).rejects.toThrow('rolled back');
      await added;
      const { id, key } = await next();
      expect(key).toBe(`${round}`);
      await one.outbox.settle({ id, state: 'waiting', attempts: 0 }, EXPIRED);
    });
  });

  test('lets texts to one phone out one at a time, whoever added them at the same moment', async () => {
    const keys = Array.from({ length: 20 }, (_unused, at) => `text ${at}`);
    await Promise.all(
      keys.map((key, at) => (at % 2 ? one : two).outbox.add(text(key, phoneOf(1)), NOW)),
    );
    const sent: string[] = [];
    for (const _unused of keys) {
      const first = await next(two);
      sent.push(first.key);
      expect(await handOver(one, first)).toBe(true);
      expect(await two.outbox.nextToSend(NOW)).toBeUndefined();
      const was = { id: first.id, state: 'handing', attempts: 1 } as const;
      const step = { change: { state: 'queued' }, at: NOW } as const;
      expect(await two.outbox.settle(was, step)).toBe(true);
    }
    expect(sent.toSorted()).toEqual(keys.toSorted());
    expect(await one.outbox.nextToSend(NOW)).toBeUndefined();
  });

  test('does not strand a text that is added while the one before it ends', async () => {
    await inRounds(async (round) => {
      await one.outbox.add(text(`first ${round}`, phoneOf(1)), NOW);
      const { id } = await next();
      await race(
        round,
        () => one.outbox.settle({ id, state: 'waiting', attempts: 0 }, EXPIRED),
        () => two.outbox.add(text(`second ${round}`, phoneOf(1)), NOW),
      );
      const second = await next();
      expect(second.key).toBe(`second ${round}`);
      await two.outbox.settle({ id: second.id, state: 'waiting', attempts: 0 }, EXPIRED);
    });
  });

  test('hands a text over or ends it, never both', async () => {
    let handed = 0;
    await inRounds(async (round) => {
      await one.outbox.add(text(`${round}`, phoneOf(round)), NOW);
      const first = await next();
      const [isHanded, isEnded] = await race(
        round,
        () => handOver(one, first),
        () => two.outbox.settle({ id: first.id, state: 'waiting', attempts: 0 }, EXPIRED),
      );
      expect(isHanded).toBe(!isEnded);
      if (isHanded) handed += 1;
    });
    expect((await one.outbox.handedSince(0)).texts).toBe(handed);
    expect((await two.outbox.count(0)).get('handing') ?? 0).toBe(handed);
  });

  test('takes one of two ends of an attempt', async () => {
    await inRounds(async (round) => {
      await one.outbox.add(text(`${round}`, phoneOf(round)), NOW);
      const { id } = await next();
      await one.outbox.handOver({ id, attempts: 1, from: RELAY, segments: 1 }, NOW, 16_000);
      const was = { id, state: 'handing', attempts: 1 } as const;
      const sent = { change: { state: 'queued', sid: `SM${round}` }, at: NOW } as const;
      const notSent = { change: { state: 'waiting' }, isAttemptCanceled: true, at: NOW } as const;
      const settled = await race(
        round,
        () => one.outbox.settle(was, sent),
        () => two.outbox.settle(was, notSent),
      );
      expect(settled.filter(Boolean)).toHaveLength(1);
      const [isQueued] = settled;
      expect(await one.outbox.hasSid(`SM${round}`)).toBe(isQueued);
      const { state = 'waiting' } = (await two.outbox.get(id)) ?? {};
      expect(state).toBe(isQueued ? 'queued' : 'waiting');
      await one.outbox.settle({ id, state, attempts: 1 }, EXPIRED);
    });
  });

  test('merges words that wait once, whoever does it at the same moment', async () => {
    await inRounds(async (round) => {
      for (const key of ['a', 'b', 'c']) {
        const waiting = text(`${key}${round}`, phoneOf(round), { body: key, isReplaceable: true });
        await one.outbox.add(waiting, NOW);
      }
      const merged = await Promise.all(
        [one, two, one].map(({ outbox }) => outbox.mergeWaiting(phoneOf(round))),
      );
      expect(merged.filter(Boolean)).toHaveLength(1);
      const { id, body } = await next();
      expect(body).toBe('a\n\nb\n\nc');
      await two.outbox.settle({ id, state: 'waiting', attempts: 0 }, EXPIRED);
    });
  });

  test('merges a text into the next one or hands it over, never both', async () => {
    await inRounds(async (round) => {
      for (const key of ['a', 'b']) {
        const waiting = text(`${key}${round}`, phoneOf(round), { body: key, isReplaceable: true });
        await one.outbox.add(waiting, NOW);
      }
      const first = await next();
      const [isHanded, isMerged] = await race(
        round,
        () => handOver(one, first),
        () => two.outbox.mergeWaiting(phoneOf(round)),
      );
      expect(isMerged).toBe(!isHanded);
      if (isHanded) {
        const was = { id: first.id, state: 'handing', attempts: 1 } as const;
        await one.outbox.settle(was, { change: { state: 'queued' }, at: NOW });
      }
      const second = await next();
      expect(second.body).toBe(isHanded ? 'b' : 'a\n\nb');
      await two.outbox.settle({ id: second.id, state: 'waiting', attempts: 0 }, EXPIRED);
    });
  });

  test('suppresses a phone once that both find to be suppressed', async () => {
    await inRounds(async (round) => {
      const texts: OutboxText[] = [];
      for (const key of ['a', 'b']) {
        await one.outbox.add(text(`${key}${round}`, phoneOf(round)), NOW);
        const found = await next();
        texts.push(found);
        await handOver(one, found);
        const was = { id: found.id, state: 'handing', attempts: 1 } as const;
        await one.outbox.settle(was, { change: { state: 'queued' }, at: NOW });
      }
      const settled = await Promise.all(
        texts.map(({ id }, at) =>
          (at ? one : two).outbox.settle(
            { id, state: 'queued', attempts: 1 },
            { change: { state: 'failed', code: 30_005 }, suppress: 30_005, at: NOW },
          ),
        ),
      );
      expect(settled).toEqual([true, true]);
      const suppressed = { address: phoneOf(round), code: 30_005, since: NOW };
      expect(await one.suppressions.of(phoneOf(round))).toEqual(suppressed);
    });
    expect(await two.outbox.errorsSince(0)).toEqual([{ code: 30_005, at: NOW }]);
  });

  test('says when a sender is free, wherever it sent from', async () => {
    await one.outbox.add(text('a', phoneOf(1)), NOW);
    await handOver(two, await next());
    expect(await one.outbox.freeAt(RELAY)).toBe(NOW + 1000);
    expect(await one.outbox.nextDue(NOW)).toBe(NOW + 15_000);
    expect(await two.outbox.newestAt()).toBe(NOW);
  });
});
