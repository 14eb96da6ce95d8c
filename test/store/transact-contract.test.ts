import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores, TransactionStores } from '../../src/adapters/storage/stores.ts';
import type { PendingApproval } from '../../src/approvals/pending-approvals.ts';
import { type AuditEntry, firstBroken } from '../../src/audit/audit.ts';
import { currentTraceId, withTrace } from '../../src/core/trace.ts';
import { type Person, personOfNumber } from '../../src/people/person.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { number } from '../support/phone-number.ts';
import { inRounds, phoneOf } from '../support/rounds.ts';

const ENTRY: AuditEntry = {
  ...{ run: 'one', at: 1, who: 'anna', face: 'sms', action: 'reboot', input: '{"id":"202"}' },
  ...{ event: 'started', words: 'Reboot plex?' },
};

const QUESTION: PendingApproval = {
  ...{ run: 'one', person: ALICE, face: 'sms', action: 'reboot', input: { id: '202' } },
  ...{ question: 'Reboot plex?', digest: 'd', evidence: {}, latest: undefined, codeHash: 'h' },
};

const text = (key: string, to = phoneOf(1)) => ({ key, to, body: key, goodUntil: 600_000 });

const failure = new Error('rolled back');

async function fail(tx: TransactionStores): Promise<never> {
  await tx.audit.add(ENTRY);
  await tx.outbox.add(text('never'), 1);
  throw failure;
}

/** Uses a code up and starts an action by it, as a confirmation does. */
async function redeem(tx: TransactionStores, entry: AuditEntry, step: number): Promise<string> {
  const { run } = entry;
  if (!(await tx.usedCodes.use(step))) return 'code used';
  if (!(await tx.pendingApprovals.redeem(ALICE, run))) return 'gone';
  await tx.confirmedCodes.remember({ person: ALICE, run, code: '482153' });
  return (await tx.audit.begin(entry, undefined)) ? 'begun' : 'under way';
}

describeOnEngines('a transaction', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('sees what it wrote, returns its result, and is seen as a whole', async () => {
    const seen = await one.transact(async (tx) => {
      await tx.audit.add(ENTRY);
      await tx.pendingApprovals.add(QUESTION, { replaces: true });
      await tx.outbox.add(text('a'), 1);
      return [await tx.audit.unfinished(), await tx.pendingApprovals.get(ALICE)];
    });
    expect(seen).toMatchObject([[ENTRY], QUESTION]);
    expect(await two.audit.unfinished()).toMatchObject([ENTRY]);
    expect(await two.pendingApprovals.get(ALICE)).toEqual(QUESTION);
    expect((await two.outbox.nextToSend(1))?.key).toBe('a');
  });

  test('that fails rejects with its own error, and leaves nothing', async () => {
    await expect(one.transact(fail)).rejects.toBe(failure);
    expect(await two.audit.last(1)).toEqual([]);
    expect(await two.outbox.nextToSend(1)).toBeUndefined();
  });

  test('that fails gives back what it held, however many do', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 40 }, (_unused, at) => (at % 2 ? one : two).transact(fail)),
    );
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);
    await one.transact((tx) => tx.audit.add(ENTRY));
    expect(await two.audit.last(2)).toMatchObject([{ seq: 1 }]);
  });

  test('runs what comes after it in order, once it is committed, and not when it fails', async () => {
    const events: string[] = [];
    const failed = one.transact(async (tx) => {
      tx.after(() => void events.push('never'));
      await fail(tx);
    });
    await expect(failed).rejects.toBe(failure);
    await one.transact(async (tx) => {
      tx.after(() => void events.push('first'));
      tx.after(() => void events.push('second'));
      await tx.audit.add(ENTRY);
      events.push('work');
    });
    expect(events).toEqual(['work', 'first', 'second']);
  });

  test('keeps the trace id of its caller, beside others at the same moment', async () => {
    const traces = await Promise.all(
      Array.from({ length: 10 }, (_unused, at) =>
        withTrace(`SM${at}`, () =>
          (at % 2 ? one : two).transact(async (tx) => {
            const before = currentTraceId();
            await tx.audit.add(ENTRY);
            return [before, currentTraceId()];
          }),
        ),
      ),
    );
    expect(traces).toEqual(traces.map((_unused, at) => [`SM${at}`, `SM${at}`]));
  });

  test('takes its stores with it when it ends', async () => {
    let kept: TransactionStores | undefined;
    await one.transact(async (tx) => {
      kept = tx;
      await tx.audit.add(ENTRY);
    });
    await expect(kept?.audit.add({ ...ENTRY, event: 'sent' })).rejects.toThrow();
    expect(await two.audit.last(2)).toHaveLength(1);
  });

  test('ends beside many others, each of them whole', async () => {
    const runs = Array.from({ length: 40 }, (_unused, at) => `run ${at}`);
    await Promise.all(
      runs.map((run, at) =>
        (at % 2 ? one : two).transact(async (tx) => {
          await tx.outbox.add(text(run, phoneOf(at)), 1);
          await tx.evidence.keep(run, { at });
          await tx.audit.add({ ...ENTRY, run });
        }),
      ),
    );
    expect(await one.outbox.count(0)).toEqual(new Map([['waiting', 40]]));
    expect(await Promise.all(runs.map((run) => two.evidence.find(run)))).toEqual(
      runs.map((_unused, at) => ({ at })),
    );
    expect(await firstBroken(one.audit.all())).toBeUndefined();
    expect(await one.audit.last(50)).toHaveLength(40);
  });

  test('ends beside one that takes the same stores in the opposite order', async () => {
    await inRounds(async (round) => {
      const start = (tx: TransactionStores) => tx.audit.add({ ...ENTRY, run: `${round}` });
      const count = (tx: TransactionStores) => tx.wrongCodes.countWrong(ALICE);
      const ask = (tx: TransactionStores) => tx.pendingApprovals.add(QUESTION, { replaces: true });
      await Promise.all([
        one.transact(async (tx) => [await start(tx), await count(tx), await ask(tx)]),
        two.transact(async (tx) => [await ask(tx), await count(tx), await start(tx)]),
      ]);
    });
    expect(await firstBroken(two.audit.all())).toBeUndefined();
  });

  test('redeems a code at one of two processes, and starts its action once', async () => {
    await inRounds(async (round) => {
      const run = `run ${round}`;
      await one.pendingApprovals.add({ ...QUESTION, run }, { replaces: true });
      const entry = { ...ENTRY, run, input: JSON.stringify({ id: run }) };
      const results = await Promise.all(
        [one, two].map(({ transact }) => transact((tx) => redeem(tx, entry, round))),
      );
      expect(results.toSorted()).toEqual(['begun', 'code used']);
      expect(await two.audit.linesOf(run)).toHaveLength(1);
      expect(await one.confirmedCodes.findRun(ALICE, '482153')).toBe(run);
    });
  });

  test('crosses a mark of the budget at one of two processes', async () => {
    const limits = { dayMicros: 1000, personMicros: 1000 };
    await inRounds(async (round) => {
      const day = `day ${round}`;
      const reserved = [
        await one.ledger.reserve({ day, person: ALICE, micros: 300, at: 1 }, limits),
        await one.ledger.reserve({ day, person: BOB, micros: 300, at: 1 }, limits),
      ];
      const crossed = await Promise.all(
        reserved.map((it, at) =>
          (at ? one : two).transact(async (tx) => {
            if (it.is !== 'reserved') throw new Error(it.is);
            const { before, after } = await tx.ledger.settle(it.id, 300);
            const isCrossed = before.micros - before.open < 500 && after.micros - after.open >= 500;
            if (isCrossed) await tx.outbox.add(text(`${day}:${at}`), 1);
            return isCrossed;
          }),
        ),
      );
      expect(crossed.filter(Boolean)).toHaveLength(1);
    });
  });

  test('of two people who lock each other out at the same moment, leaves one', async () => {
    await inRounds(async (round) => {
      const [anna, bert] = [round, round + 100].map((at) =>
        personOfNumber(number(phoneOf(at)), 'operator', 'UTC'),
      );
      if (!anna || !bert) throw new Error('nobody');
      const lockOut = ({ transact }: Stores, by: Person, other: Person) =>
        transact(async (tx) => {
          if ((await tx.suspensions.since(by)) !== undefined) return false;
          return tx.suspensions.suspend(other, 1);
        });
      const done = await Promise.all([lockOut(one, anna, bert), lockOut(two, bert, anna)]);
      expect(done.filter(Boolean)).toHaveLength(1);
    });
  });
});
