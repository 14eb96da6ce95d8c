import { expect, test } from 'vitest';
import { combineReadings, markIncomplete } from '../../../src/areas/shared/combine.ts';
import { concatLists } from '../../../src/areas/shared/join-lists.ts';
import { shareInFlight } from '../../../src/areas/shared/share-call.ts';
import { noSource } from '../../../src/core/no-source.ts';
import type { AsyncReading } from '../../../src/core/reading.ts';
import { err, ok } from '../../../src/core/result.ts';

const says =
  <T>(value: T, asOf = 5, source = 'a', missing?: string) =>
  async (): AsyncReading<T> =>
    ok({ value, asOf, source, ...(missing !== undefined && { missing }) });

const fails = async (): AsyncReading<never> => err({ kind: 'timeout', service: 'X', afterMs: 1 });
const knowsNothing = async (): AsyncReading<never> => err(noSource('X', 'logs'));

test('several answers are as old as the oldest, and from all of their sources', async () => {
  const { parts, about } = await combineReadings({ pods: says(1, 9, 'a'), nodes: says(2, 7, 'b') });
  expect(parts).toEqual({ pods: 1, nodes: 2 });
  expect(about).toEqual({ asOf: 7, source: 'a, b' });
});

test('a part that fails is missed by name, and so is what the parts themselves miss', async () => {
  const asks = { pods: says(1, 5, 'a', 'only the first 10 pods'), nodes: fails };
  const { parts, failures, about } = await combineReadings<{ pods: number; nodes: number }>(asks);
  expect(parts).toEqual({ pods: 1 });
  expect(failures).toMatchObject({ nodes: { kind: 'timeout' } });
  expect(about.missing).toBe('no answer about nodes, only the first 10 pods');
});

test('a gap that two parts name is told once', async () => {
  const asks = { pods: says(1, 5, 'a', 'only 2 of 9 pods, no answer about nodes'), nodes: fails };
  const { about } = await combineReadings<{ pods: number; nodes: number }>(asks);
  expect(about.missing).toBe('no answer about nodes, only 2 of 9 pods');
});

test('what nobody can be asked about is not missed', async () => {
  const asks = { pods: says(1), logs: knowsNothing, nodes: undefined };
  const { about } = await combineReadings<{ pods: number; logs: number; nodes: number }>(asks);
  expect(about).toEqual({ asOf: 5, source: 'a' });
});

test('unless the answer should be made of it', async () => {
  const { about } = await combineReadings({ pods: says(1) });
  expect(markIncomplete(about, undefined, 'nodes')).toMatchObject({
    missing: 'no source for nodes',
  });
  expect(markIncomplete(about, [], 'nodes')).toBe(about);
});

test('lists of several sources are one list, partial when one of them fails', async () => {
  const both = concatLists([
    ['CrowdSec', says([1, 2])],
    ['Wazuh', says([3], 3, 'b')],
  ]);
  expect(await both?.()).toEqual(ok({ value: [1, 2, 3], asOf: 3, source: 'a, b' }));
  const one = concatLists([
    ['CrowdSec', says([1])],
    ['Wazuh', fails],
  ]);
  expect(await one?.()).toMatchObject({ value: { value: [1], missing: 'no answer about Wazuh' } });
  const none = concatLists<number>([
    ['CrowdSec', fails],
    ['Wazuh', fails],
  ]);
  expect(await none?.()).toMatchObject({ error: { kind: 'timeout' } });
  expect(concatLists([])).toBeUndefined();
});

test('who asks while a call runs shares it, and the next one calls again', async () => {
  let calls = 0;
  const ask = shareInFlight(async () => {
    calls += 1;
    return ok(calls);
  });
  expect(await Promise.all([ask(), ask()])).toEqual([ok(1), ok(1)]);
  expect(await ask()).toEqual(ok(2));
});

test('lists are joined in the order in which they are asked for, whichever is answered first', async () => {
  const slow = async (): AsyncReading<readonly string[]> => {
    await new Promise(setImmediate);
    return ok({ value: ['vm'], asOf: 5, source: 'a' });
  };
  const read = concatLists([
    ['VMs', slow],
    ['LXC', says<readonly string[]>(['lxc'])],
  ]);
  expect(await read?.()).toMatchObject({ value: { value: ['vm', 'lxc'] } });
});
