import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { createTextBudget, type TextBudget } from '../../src/spending/text-budget.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB, CAROL, peopleWith } from '../support/people.ts';
import * as phone from '../support/phone-number.ts';

const DOLLAR = 1_000_000;
const LIMIT = 10 * DOLLAR;

describeOnEngines('the budget of texts', (create) => {
  let database: TestDatabase;
  let clock: FakeClock;
  let stores: readonly [Stores, Stores];
  let budgets: TextBudget[];
  beforeEach(async () => {
    database = await create();
    clock = new FakeClock(Date.UTC(2026, 10, 30, 12));
    stores = [await database.open(clock), await database.open(clock)];
    budgets = [];
  });
  afterEach(async () => {
    for (const budget of budgets) await budget[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  /** Opens the budget as one of two processes does. */
  function open(of: 0 | 1, limit: number | 'none' = LIMIT): TextBudget {
    const limitMicros = limit === 'none' ? undefined : limit;
    const { transact, textLedger: ledger } = stores[of];
    const budget = createTextBudget({
      ...{ ledger, limitMicros, people: peopleWith([ALICE, BOB], [CAROL]) },
      notifyAll: (notices) =>
        transact(async (tx) => {
          for (const { person, key, body } of notices) {
            await tx.outbox.add(
              { key, to: person, body, goodUntil: clock.now() + HOUR },
              clock.now(),
            );
          }
        }),
      time: createLocalTime(clock, 'Europe/Berlin'),
      log: { error: (details) => expect(details).toBeUndefined() },
    });
    budgets.push(budget);
    return budget;
  }

  const spend = (dollars: number, month = '2026-11'): Promise<void> =>
    stores[0].textLedger.add(month, { received: 1, sent: 0, micros: dollars * DOLLAR });

  /** The texts to the operators, oldest first. */
  async function told(): Promise<string[]> {
    const texts: string[] = [];
    for (let id = 1; ; id += 1) {
      const text = await stores[0].outbox.get(id);
      if (!text) return texts;
      texts.push(`${text.to === phone.ALICE ? 'alice' : 'bob'}: ${text.body}`);
    }
  }

  async function untilTold(count: number): Promise<string[]> {
    await expect.poll(async () => (await told()).length).toBe(count);
    return told();
  }

  test('tells every operator once of four fifths, whichever process and after a restart', async () => {
    await spend(7.99);
    for (const of of [0, 1] as const) open(of).onCharged();
    await spend(0.01);
    for (const of of [0, 1] as const) open(of).onCharged();
    const text = 'Texts cost about $8.00 of $10 in Nov. At $10 only critical alerts, codes and';
    const whole = `${text} answers to operators go out. cost tells more.`;
    expect(await untilTold(2)).toEqual([`alice: ${whole}`, `bob: ${whole}`]);
    await spend(0.5);
    for (const of of [1, 0] as const) await settled(open(of));
    expect(await told()).toHaveLength(2);
  });

  test('tells every operator once that the limit is used up', async () => {
    await spend(9.99);
    for (const of of [0, 1] as const) open(of).onCharged();
    const text = 'Texts have used up the $10 of Nov. Until 1 Dec only critical alerts, codes and';
    const whole = `${text} answers to operators go out. cost tells more.`;
    expect(await untilTold(2)).toEqual([`alice: ${whole}`, `bob: ${whole}`]);
    await spend(3);
    for (const of of [1, 0] as const) await settled(open(of));
    expect(await told()).toHaveLength(2);
  });

  test('tells of a higher limit by itself', async () => {
    await spend(9.99);
    await settled(open(0));
    expect(await untilTold(2)).toHaveLength(2);
    await settled(open(1, 12 * DOLLAR));
    expect((await untilTold(4)).at(-1)).toContain('of $12 in Nov');
  });

  /** Lets a process look at the limit, and waits until it has. */
  async function settled(budget: TextBudget): Promise<void> {
    budget.onCharged();
    for (let round = 0; round < 3; round += 1) await budget.ofMonth();
    await stores[0].outbox.count(0);
  }

  test('begins anew with the month in the time zone of the relay', async () => {
    await spend(10);
    const budget = open(0);
    expect(await budget.describe()).toHaveLength(1);
    clock.advance(10 * HOUR + 59 * MINUTE); // 23:59 in Berlin
    expect((await budget.ofMonth()).month).toBe('2026-11');
    expect(await budget.mayAnswer(CAROL)).toBe(false);
    clock.advance(MINUTE);
    expect(await budget.ofMonth()).toMatchObject({ month: '2026-12', micros: 0 });
    expect(await budget.describe()).toEqual([]);
    expect(await budget.mayAnswer(CAROL)).toBe(true);
    expect(budget.chargeFor({ to: phone.ALICE, segments: 1 }).month).toBe('2026-12');
  });

  test('keeps no text from anybody where there is no limit', async () => {
    await spend(1000);
    const budget = open(0, 'none');
    expect(budget.chargeFor({ to: phone.CAROL, segments: 1 }).limitMicros).toBeUndefined();
    expect(budget.mayAnswer(CAROL)).toBe(true);
    await settled(budget);
    expect([await budget.describe(), await told()]).toEqual([[], []]);
  });

  test('lets go out what matters, and what answers somebody who may act', () => {
    const { chargeFor } = open(0);
    const limitOf = (to: string, importance?: 'critical' | 'code' | 'answer' | 'other') =>
      chargeFor({ to, segments: 1, importance }).limitMicros;
    expect(limitOf(phone.ALICE, 'critical')).toBeUndefined();
    expect(limitOf(phone.CAROL, 'critical')).toBeUndefined();
    expect(limitOf(phone.CAROL, 'code')).toBeUndefined();
    expect(limitOf(phone.ALICE, 'answer')).toBeUndefined();
    expect(limitOf(`whatsapp:${phone.ALICE}`, 'answer')).toBeUndefined();
    expect(limitOf(phone.CAROL, 'answer')).toBe(LIMIT);
    expect(limitOf(phone.ALICE, 'other')).toBe(LIMIT);
    expect(limitOf(phone.ALICE)).toBe(LIMIT);
  });

  test('answers those who may only look until the limit is used up, and operators in any case', async () => {
    const budget = open(0);
    expect(await budget.mayAnswer(CAROL)).toBe(true);
    await spend(9.99);
    expect(await budget.mayAnswer(CAROL)).toBe(false);
    expect(budget.mayAnswer(ALICE)).toBe(true);
  });

  test('counts texts that are received and answered, of all processes', async () => {
    const sms = { channel: 'sms', media: 0 } as const;
    const [one, two] = [open(0), open(1)];
    one.count({ ...sms, segments: 1 }, 'in');
    one.count({ ...sms, segments: 2 }, 'out');
    two.count({ channel: 'whatsapp', media: 0, segments: 2 }, 'in');
    await two.ofMonth();
    const costs = { received: 2, sent: 1, dropped: 0, micros: 29_900, billedMicros: 0 };
    expect(await one.ofMonth()).toEqual({ month: '2026-11', ...costs });
  });

  test('stores what it counted at its end', async () => {
    const budget = open(0);
    budget.count({ channel: 'sms', media: 0, segments: 1 }, 'in');
    await budget[Symbol.asyncDispose]();
    expect((await stores[1].textLedger.ofMonth('2026-11')).micros).toBe(8300);
  });

  test('describes a limit that is used up, with what was not sent', async () => {
    const budget = open(0);
    expect(await budget.describe()).toEqual([]);
    await spend(10);
    const { outbox } = stores[0];
    await outbox.add({ key: 'x', to: phone.ALICE, body: 'x', goodUntil: clock.now() + HOUR }, 1);
    const charge = budget.chargeFor({ to: phone.ALICE, segments: 1 });
    await outbox.handOver({ id: 1, attempts: 1, from: phone.RELAY, segments: 1, charge }, 1, 2);
    expect(await budget.describe()).toEqual([
      'monthly limit of $10 for texts used up until 1 Dec: only critical alerts, codes and answers to operators go out; 1 not sent so far',
    ]);
  });
});
