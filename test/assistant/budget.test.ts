import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createBudgetStore } from '../../src/adapters/storage/sqlite/budget-store.ts';
import { type Database, openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { transactOver } from '../../src/adapters/storage/sqlite/transact-over.ts';
import { type Budget, createBudget, type Reservation } from '../../src/assistant/budget.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { DAY, FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';

const DOLLAR = 1_000_000;

let clock: FakeClock;
let database: Database;
let told: [to: string, key: string, text: string][];
let isMute = false;
const errors: object[] = [];

const open = (dayMicros = DOLLAR, personMicros = dayMicros): Budget =>
  createBudget({
    ledger: createBudgetStore(database),
    transact: transactOver(database, (connection) => ({
      ledger: createBudgetStore(connection),
      notify: async (to, key, text) => {
        if (isMute) throw new Error('mute');
        told.push([to, key, text]);
      },
    })),
    limits: { dayMicros, personMicros },
    time: createLocalTime(clock, 'Europe/Berlin'),
    owners: [{ id: ALICE }],
    log: { error: (details) => errors.push(details) },
  });

let budget: Budget;
beforeEach(() => {
  clock = new FakeClock();
  database = openDatabase('memory:');
  told = [];
  budget = open();
});

/** Money set aside, or why not. */
async function hold(micros: number, person = ALICE, from = budget): Promise<Reservation> {
  const held = await from.meterOf(person).reserve(micros);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  return held.value;
}

const refusal = async (micros: number, person = ALICE, from = budget) => {
  const held = await from.meterOf(person).reserve(micros);
  return held.ok ? undefined : held.error;
};

test('a call that could cost more than is left is not made', async () => {
  await hold(600_000);
  expect(await refusal(400_001)).toEqual({
    kind: 'budget-empty',
    whose: 'day',
    limitMicros: DOLLAR,
  });
  await hold(400_000);
  expect(await refusal(1)).toMatchObject({ kind: 'budget-empty' });
});

test('what it did not cost is there again', async () => {
  await (await hold(900_000)).settle(20_000);
  await hold(980_000);
  expect(await refusal(1)).toBeDefined();
});

test('a person has their own part of the day', async () => {
  const shared = open(DOLLAR, 300_000);
  await hold(300_000, ALICE, shared);
  expect(await refusal(1, ALICE, shared)).toMatchObject({ whose: 'person', limitMicros: 300_000 });
  await hold(300_000, BOB, shared);
});

test('what a crash cut off stays at its worst, and the day is remembered', async () => {
  await hold(700_000);
  expect(await refusal(300_001, ALICE, open())).toBeDefined();
});

test('a new day, as the owner counts it, has new money', async () => {
  await hold(DOLLAR);
  clock.advance(DAY / 2 - 2 * 3_600_000); // 23:00 in Berlin
  expect(await refusal(1)).toBeDefined();
  clock.advance(3_600_000); // midnight
  await hold(DOLLAR);
});

test('off is off, for everybody, after a restart too', async () => {
  await budget.turn('off');
  expect(await refusal(1, BOB, open())).toEqual({ kind: 'off' });
  await budget.turn('on');
  expect(await refusal(1)).toBeUndefined();
});

test('what cannot be written down is not spent', async () => {
  database.sql.exec('DROP TABLE spending');
  expect(await refusal(1)).toEqual({ kind: 'budget-closed' });
  expect(errors).not.toEqual([]);
});

test('a cost that cannot be written down leaves the worst one written', async () => {
  const held = await hold(900_000);
  database.sql.exec(
    `CREATE TRIGGER broken BEFORE UPDATE ON spending BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
  );
  await held.settle(1000);
  expect(await refusal(100_001)).toBeDefined();
});

test('the owners hear of 50, 80 and 100 percent, each once', async () => {
  for (let call = 0; call < 20; call += 1) await (await hold(50_000)).settle(50_000);
  expect(await refusal(1)).toBeDefined();
  const all = 'Claude stops for today: $1.00 of $1.00 used, and a call might cost more';
  expect(told.slice(0, 3)).toEqual([
    [ALICE, `budget:2026-11-21:50:${ALICE}`, mark('Claude: $0.50 of $1.00 used today')],
    [ALICE, `budget:2026-11-21:80:${ALICE}`, mark('Claude: $0.80 of $1.00 used today')],
    [ALICE, `budget:2026-11-21:100:${ALICE}`, mark(all)],
  ]);
  // The refusal is told under the same key, which the outbox knows.
  expect(told.slice(3)).toEqual(told.slice(2, 3));
});

const mark = (words: string): string => `${words}. ai off turns it off.`;

test('the owners hear of a day whose rest is too small for any call', async () => {
  await (await hold(900_000)).settle(450_000);
  expect(await refusal(600_000)).toBeDefined();
  const words = 'Claude stops for today: $0.45 of $1.00 used, and a call might cost more';
  expect(told.map(([, , text]) => text)).toEqual([mark(words)]);
});

test('a cost and the text about it are written down together, or not at all', async () => {
  const held = await hold(900_000);
  isMute = true;
  await held.settle(800_000);
  isMute = false;
  expect(errors).not.toEqual([]);
  expect(await refusal(100_001)).toMatchObject({ whose: 'day' });
  await held.settle(800_000);
  expect(told.map(([, key]) => key)).toEqual([`budget:2026-11-21:80:${ALICE}`]);
});

test('ai cost tells the day and the part of whoever asks', async () => {
  await (await hold(900_000)).settle(120_000);
  await (await hold(10_000, BOB)).settle(2000);
  expect(await budget.report(BOB)).toBe(
    'Claude today: $0.12 of $1.00, 2 calls.\nYou: under $0.01 of $1.00.\nai off turns it off.',
  );
});

describe('whatever calls cost and however they end', () => {
  const call = fc.record({
    person: fc.constantFrom(ALICE, BOB),
    worst: fc.integer({ min: 1, max: 700_000 }),
    share: fc.integer({ min: 0, max: 100 }),
    ends: fc.constantFrom('at once', 'later', 'never'),
  });

  type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

  const costOf = ({ worst, share, ends }: Call): number =>
    ends === 'never' ? worst : Math.floor((worst * share) / 100);

  /** Calls one after another, some answered late; what each person has really spent by now. */
  async function* spending(calls: readonly Call[]) {
    const own = open(DOLLAR, 600_000);
    const paid: Call[] = [];
    const late: (() => Promise<void>)[] = [];
    for (const it of calls) {
      const held = await own.meterOf(it.person).reserve(it.worst);
      if (!held.ok) continue;
      paid.push(it);
      late.push(() => held.value.settle(costOf(it)));
      if (it.ends === 'at once') await late.pop()?.();
      if (late.length > 3) void late.shift()?.();
      yield [ALICE, BOB].map((person) => sum(paid.filter((one) => one.person === person)));
    }
  }

  const sum = (paid: readonly Call[]): number => paid.reduce((all, it) => all + costOf(it), 0);

  test('what was really spent never exceeds what the owner allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
        database = openDatabase('memory:');
        for await (const [alice = 0, bob = 0] of spending(calls)) {
          expect(alice + bob).toBeLessThanOrEqual(DOLLAR);
          expect(Math.max(alice, bob)).toBeLessThanOrEqual(600_000);
        }
      }),
    );
  });
});
