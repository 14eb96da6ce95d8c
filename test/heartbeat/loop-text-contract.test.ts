import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { createLoopText } from '../../src/heartbeat/loop-text.ts';
import type { Person } from '../../src/people/person.ts';
import { isQuiet } from '../../src/people/quiet-hours.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { DAY, FakeClock, HOUR } from '../support/fake-clock.ts';
import { ALICE as ID } from '../support/people.ts';
import { ALICE, RELAY } from '../support/phone-number.ts';

describeOnEngines('the weekly check', (create) => {
  let database: TestDatabase;
  let clock: FakeClock;
  let stores: readonly [Stores, Stores];
  let person: Person;
  const stopping: AbortController[] = [];
  beforeEach(async () => {
    database = await create();
    clock = new FakeClock(Date.UTC(2026, 10, 21, 12)); // 13:00 in Berlin
    stores = [await database.open(clock), await database.open(clock)];
    const address = { channel: 'sms', number: ALICE } as const;
    person = { id: ID, role: 'operator', timeZone: 'Europe/Berlin', addresses: [address] };
  });
  afterEach(async () => {
    for (const one of stopping.splice(0)) one.abort();
    await database[Symbol.asyncDispose]();
  });

  /** Runs the duty as one of two processes does, until it has looked once. */
  async function look(of: 0 | 1): Promise<void> {
    const { outbox, transact } = stores[of];
    const looked = Promise.withResolvers<void>();
    const stop = new AbortController();
    stopping.push(stop);
    const duty = createLoopText({
      transact: (work) =>
        transact((tx) =>
          work({
            ...tx,
            notify: (_id, key, { body }) =>
              tx.outbox.add({ key, to: ALICE, body, goodUntil: clock.now() + HOUR }, clock.now()),
          }),
        ),
      lastReceiptAt: () => outbox.lastReceiptAt(),
      firstOperator: async () => person,
      isQuiet: async (one, at) => isQuiet(one, at),
      clock: {
        now: clock.now,
        async wait() {
          looked.resolve();
          stop.abort();
        },
      },
      log: { error: (details) => expect(details).toBeUndefined() },
    });
    await Promise.all([duty(stop.signal), looked.promise]);
  }

  const count = async (): Promise<number> => (await stores[0].outbox.count(0)).get('waiting') ?? 0;

  async function deliver(at: number): Promise<void> {
    const { outbox } = stores[0];
    await outbox.add({ key: `${at}`, to: ALICE, body: 'x', goodUntil: at + HOUR }, at);
    const text = await outbox.nextToSend(at);
    if (!text) throw new Error('nothing waits');
    const { id } = text;
    await outbox.handOver({ id, attempts: 1, from: RELAY, segments: 1 }, at, at);
    const was = { id, state: 'handing', attempts: 1 } as const;
    await outbox.settle(was, { change: { state: 'delivered', sid: 'SM1' }, at });
  }

  test('is sent after a week without a delivered text, once over processes and restarts', async () => {
    await look(0);
    clock.advance(7 * DAY - 1);
    await look(1);
    expect(await count()).toBe(0);
    clock.advance(1);
    await Promise.all([look(0), look(1)]);
    await look(1);
    expect(await count()).toBe(1);
    expect((await stores[0].outbox.get(1))?.body).toBe(
      'Weekly check: texts from the house reach you. Nothing is wrong.',
    );
    clock.advance(7 * DAY - 1);
    await look(0);
    expect(await count()).toBe(1);
    clock.advance(1);
    await look(0);
    expect(await count()).toBe(2);
  });

  test('waits for a week after the last text that was delivered', async () => {
    await look(0);
    clock.advance(5 * DAY);
    await deliver(clock.now());
    clock.advance(7 * DAY - 1);
    await look(0);
    expect(await count()).toBe(0);
    clock.advance(1);
    await look(0);
    expect(await count()).toBe(1);
  });

  test('comes by day only, on the clock of the person', async () => {
    await look(0);
    clock.advance(7 * DAY + 5 * HOUR); // 18:00 in Berlin
    await look(0);
    clock.advance(16 * HOUR - 1); // just before 10:00
    await look(0);
    expect(await count()).toBe(0);
    clock.advance(1);
    await look(0);
    expect(await count()).toBe(1);
  });

  test('leaves quiet hours alone', async () => {
    person = { ...person, quiet: { from: 12 * 60, to: 14 * 60 } };
    await look(0);
    clock.advance(7 * DAY);
    await look(0);
    expect(await count()).toBe(0);
    clock.advance(HOUR);
    await look(0);
    expect(await count()).toBe(1);
  });
});
