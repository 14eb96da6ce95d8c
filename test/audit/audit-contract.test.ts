import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { type AuditEntry, firstBroken } from '../../src/audit/audit.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';

const ENTRY: AuditEntry = {
  ...{ run: 'one', at: 1, who: 'anna', face: 'menu', action: 'reboot', input: '{"id":"202"}' },
  ...{ event: 'started', words: 'Reboot plex?', trip: 'SM1' },
};

describeOnEngines('an audit log', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('gives its entries back as they were added, the newest first or all in order', async () => {
    const { audit } = one;
    const { trip: _unnamed, ...old } = ENTRY;
    await audit.add(ENTRY);
    await audit.add({ ...old, run: 'two', event: 'asked' });
    await audit.add({ ...ENTRY, event: 'done', at: 3 });
    expect(await audit.last(2)).toMatchObject([{ event: 'done' }, { run: 'two', trip: undefined }]);
    expect((await audit.linesOf('one')).map(({ event }) => event)).toEqual(['started', 'done']);
    const all = await Array.fromAsync(audit.all());
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(all[0]).toMatchObject(ENTRY);
  });

  test('is one chain, however many add to it at once', async () => {
    const entries = Array.from({ length: 40 }, (_unused, at) => ({ ...ENTRY, run: `run ${at}` }));
    await Promise.all(entries.map((entry, at) => (at % 2 ? one : two).audit.add(entry)));
    const all = await Array.fromAsync(two.audit.all());
    expect(all).toHaveLength(40);
    expect(await firstBroken(all)).toBeUndefined();
  });

  test('has no gap where an entry was taken back', async () => {
    for (const run of ['a', 'b', 'c']) {
      const failed = one.transact(async ({ audit }) => {
        await audit.add({ ...ENTRY, run });
        throw new Error('rolled back');
      });
      await expect(failed).rejects.toThrow('rolled back');
      await two.audit.add({ ...ENTRY, run });
    }
    const all = await Array.fromAsync(one.audit.all());
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await firstBroken(all)).toBeUndefined();
  });

  test('is intact to whoever reads it while it is written', async () => {
    const reads = Array.from({ length: 20 }, async (_unused, at) => {
      await one.audit.add({ ...ENTRY, run: `run ${at}` });
      return firstBroken(two.audit.all());
    });
    expect(new Set(await Promise.all(reads))).toEqual(new Set([undefined]));
  });

  test('can be read to a part of it, however often', async () => {
    await one.audit.add(ENTRY);
    for (let time = 0; time < 30; time += 1) {
      for await (const { run } of one.audit.all()) if (run === ENTRY.run) break;
    }
    await one.audit.add(ENTRY);
    expect(await one.audit.last(5)).toHaveLength(2);
  });

  test('keeps every word as it was, so that the chain holds', async () => {
    const word = fc.string({ unit: 'binary' }).map((words) => words.toWellFormed());
    const anyWord = fc.oneof(word, fc.constantFrom('', '\u0000', 'a\u0000', '\\u0000', '\ufeff'));
    await fc.assert(
      fc.asyncProperty(anyWord, anyWord, fc.maxSafeNat(), async (words, who, at) => {
        const input = JSON.stringify({ b: words, a: who });
        await one.audit.add({ ...ENTRY, words, who, at, input, trip: words });
        expect(await two.audit.last(1)).toMatchObject([{ words, who, at, input, trip: words }]);
      }),
      { numRuns: 50 },
    );
    expect(await firstBroken(one.audit.all())).toBeUndefined();
  });

  test('is read to its end when it is long', async () => {
    await one.transact(async ({ audit }) => {
      for (let at = 0; at < 2001; at += 1) await audit.add({ ...ENTRY, run: `run ${at}` });
    });
    expect(await Array.fromAsync(two.audit.all())).toHaveLength(2001);
    expect(await firstBroken(two.audit.all())).toBeUndefined();
  });

  test('knows the executions that have no end', async () => {
    const { audit } = one;
    await audit.add({ ...ENTRY, event: 'asked' });
    expect(await audit.unfinished()).toEqual([]);
    await audit.add(ENTRY);
    await audit.add({ ...ENTRY, event: 'sent' });
    expect(await audit.unfinished()).toMatchObject([ENTRY]);
    await audit.end({ ...ENTRY, event: 'unconfirmed' });
    expect(await audit.unfinished()).toEqual([]);
  });

  test('knows the latest execution of the same action and input', async () => {
    const { audit } = one;
    const latest = () => two.audit.latestOf(ENTRY.action, ENTRY.input);
    await audit.add({ ...ENTRY, event: 'asked' });
    await audit.add({ ...ENTRY, run: 'other', input: '{}' });
    expect(await latest()).toBeUndefined();
    await audit.add(ENTRY);
    expect(await latest()).toEqual({ run: 'one', isOpen: true });
    await audit.end({ ...ENTRY, event: 'failed' });
    expect(await latest()).toEqual({ run: 'one', isOpen: false });
  });

  test('takes one beginning of the same at a time, and none that did not know of the one before', async () => {
    const begin = (stores: Stores, run: string, latest?: string) =>
      stores.audit.begin({ ...ENTRY, run }, latest);
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_unused, at) => begin(at % 2 ? one : two, `run ${at}`)),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    const [{ run } = ENTRY] = await one.audit.unfinished();
    expect(await begin(one, 'next', run)).toBe(false);
    expect(await one.audit.begin({ ...ENTRY, run: 'x', input: '{}' }, undefined)).toBe(true);
    await one.audit.end({ ...ENTRY, run, event: 'done' });
    expect(await begin(two, 'next')).toBe(false);
    expect(await begin(two, 'next', run)).toBe(true);
  });

  test('takes one end of an execution', async () => {
    await one.audit.add(ENTRY);
    const ended = await Promise.all(
      [one, two, one].map(({ audit }) => audit.end({ ...ENTRY, event: 'done' })),
    );
    expect(ended.filter(Boolean)).toHaveLength(1);
  });
});
