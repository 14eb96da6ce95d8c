import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { OutboxText, TextCharge } from '../../src/outbox/outbox.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, RELAY } from '../support/phone-number.ts';

const MONTH = '2026-11';
const NOW = 1000;
const NOTHING = { received: 0, sent: 0, dropped: 0, micros: 0, billedMicros: 0 };

describeOnEngines('the costs of texts', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  async function post(key: string, to: string = ALICE): Promise<OutboxText> {
    await one.outbox.add({ key, to, body: key, goodUntil: 600_000 }, NOW);
    const found = await one.outbox.nextToSend(NOW);
    if (!found) throw new Error('nothing waits');
    return found;
  }

  const handOver = ({ outbox }: Stores, { id, attempts }: OutboxText, charge: TextCharge) => {
    const attempt = { id, attempts: attempts + 1, from: RELAY, segments: 1, charge };
    return outbox.handOver(attempt, NOW, NOW + 15_000);
  };

  const charge = (micros: number, limitMicros?: number): TextCharge => ({
    ...{ month: MONTH, micros, limitMicros },
  });

  test('are nothing in a month without texts', async () => {
    expect(await one.textLedger.ofMonth(MONTH)).toEqual(NOTHING);
  });

  test('add up in each month by itself, whichever process adds', async () => {
    await one.textLedger.add(MONTH, { received: 2, sent: 1, micros: 25_000 });
    await two.textLedger.add(MONTH, { received: 1, sent: 0, micros: 8300 });
    await two.textLedger.add('2026-12', { received: 1, sent: 0, micros: 8300 });
    expect(await one.textLedger.ofMonth(MONTH)).toEqual({
      ...{ ...NOTHING, received: 3, sent: 1, micros: 33_300 },
    });
    expect((await one.textLedger.ofMonth('2026-12')).micros).toBe(8300);
  });

  test('are charged when a text is handed over, once', async () => {
    const text = await post('a');
    const tries = [one, two].map((stores) => handOver(stores, text, charge(8300, 10_000)));
    expect((await Promise.all(tries)).toSorted()).toEqual(['begun', 'gone']);
    expect(await two.textLedger.ofMonth(MONTH)).toEqual({ ...NOTHING, sent: 1, micros: 8300 });
  });

  test('end a text for which the month has no room, and count it', async () => {
    await one.textLedger.add(MONTH, { received: 1, sent: 0, micros: 8300 });
    const text = await post('a');
    expect(await handOver(one, text, charge(8300, 16_599))).toBe('over-limit');
    expect(await two.outbox.get(text.id)).toMatchObject({ state: 'refused', code: 2 });
    expect(await two.outbox.handedSince(0)).toMatchObject({ texts: 0 });
    expect(await two.outbox.queued()).toEqual([]);
    expect(await two.textLedger.ofMonth(MONTH)).toEqual({
      ...{ ...NOTHING, received: 1, dropped: 1, micros: 8300 },
    });
  });

  test('let a text through that fills the month to the last millionth, or has no limit', async () => {
    expect(await handOver(one, await post('a'), charge(8300, 8300))).toBe('begun');
    expect(await handOver(one, await post('b', '+15550100002'), charge(8300))).toBe('begun');
    expect((await two.textLedger.ofMonth(MONTH)).micros).toBe(16_600);
  });

  test('never exceed the limit when two processes spend at the same moment', async () => {
    const texts: OutboxText[] = [];
    for (let at = 0; at < 6; at += 1) {
      const phone = `+1555010010${at}`;
      await one.outbox.add({ key: phone, to: phone, body: 'x', goodUntil: 600_000 }, NOW);
      const text = await one.outbox.get(at + 1);
      if (text) texts.push(text);
    }
    const tries = texts.map((text, at) => handOver(at % 2 ? one : two, text, charge(10, 35)));
    const results = await Promise.all(tries);
    expect(results.filter((is) => is === 'begun')).toHaveLength(3);
    expect(await one.textLedger.ofMonth(MONTH)).toMatchObject({ sent: 3, dropped: 3, micros: 30 });
  });

  test('are taken back for an attempt that the carrier never had', async () => {
    const { id, ...text } = await post('a');
    await handOver(one, { id, ...text }, charge(8300));
    const change = { state: 'waiting', due: 5000 } as const;
    const step = { change, isAttemptCanceled: true, at: 2000 };
    await two.outbox.settle({ id, state: 'handing', attempts: 1 }, step);
    expect(await one.textLedger.ofMonth(MONTH)).toEqual(NOTHING);
  });

  test('become the price that the carrier reports', async () => {
    const { id, ...text } = await post('a');
    await handOver(one, { id, ...text }, charge(8300));
    const step = (state: 'queued' | 'delivered', billedMicros: number) => ({
      ...{ change: { state, sid: 'SM1' }, billedMicros, at: 2000 },
    });
    await two.outbox.settle({ id, state: 'handing', attempts: 1 }, step('queued', 11_000));
    await two.outbox.settle({ id, state: 'queued', attempts: 1 }, step('delivered', 12_000));
    expect(await one.textLedger.ofMonth(MONTH)).toEqual({
      ...{ ...NOTHING, sent: 1, micros: 12_000, billedMicros: 12_000 },
    });
  });

  test('know when the carrier last reported that a text had reached its phone', async () => {
    expect(await one.outbox.lastReceiptAt()).toBeUndefined();
    const { id, ...text } = await post('a');
    await handOver(one, { id, ...text }, charge(8300));
    const was = { id, state: 'handing', attempts: 1 } as const;
    await one.outbox.settle(was, { change: { state: 'sent', sid: 'SM1' }, at: 2000 });
    expect(await two.outbox.lastReceiptAt()).toBeUndefined();
    const sent = { id, state: 'sent', attempts: 1 } as const;
    await one.outbox.settle(sent, { change: { state: 'delivered', sid: 'SM1' }, at: 3000 });
    expect(await two.outbox.lastReceiptAt()).toBe(3000);
  });

  test('list the first text that waits for each phone', async () => {
    await post('a');
    await post('b');
    expect(await two.outbox.queued()).toEqual([{ at: NOW, due: NOW, code: undefined }]);
  });
});
