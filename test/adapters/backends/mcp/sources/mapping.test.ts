import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mapData } from '../../../../../src/adapters/backends/mcp/sources/mapping.ts';
import { watchEventLoop } from '../../../../support/event-loop.ts';

const map = (expression: string, data: unknown = {}) =>
  mapData(data, { map: expression, tool: 'get_pods' }, 'K8s');

beforeAll(async () => {
  await map('1'); // the process is there
});

test('data is mapped', async () => {
  const data = { items: [{ name: 'plex', up: 1 }] };
  expect(await map('[items.{"name": name, "online": up = 1}]', data)).toEqual({
    ok: true,
    value: [{ name: 'plex', online: true }],
  });
});

test('without a map the data stays as it is', async () => {
  const data = { a: 1 };
  expect(await mapData(data, { tool: 'get_pods' }, 'K8s')).toEqual({ ok: true, value: data });
});

test('what is not in the data maps to nothing', async () => {
  expect(await map('nowhere')).toEqual({ ok: true, value: undefined });
});

const garbled = (cause: string) => ({
  ok: false,
  error: { kind: 'invalid-response', service: 'K8s', cause: `get_pods: ${cause}` },
});

const LONG = Array.from({ length: 2000 }, (_, at) => ({ id: at }));

describe('a map fails alone, and the next one does not', () => {
  let loop: ReturnType<typeof watchEventLoop>;
  beforeAll(() => {
    loop = watchEventLoop();
  });
  afterAll(() => {
    expect(loop.stop()).toBeLessThan(1000);
  });

  test.for<readonly [string, string, unknown]>([
    ['that never ends', '($f := function($n) { $f($n + 1) }; $f(1))', {}],
    ['that counts for long', '$count([1..5000].$sum([1..5000]))', {}],
    [
      'that compares everything with everything',
      'items[id in $$.items.id].(id in $$.items.id)',
      { items: LONG },
    ],
    ['whose pattern backtracks', `$match("${'a'.repeat(40)}!", /^(a+)+$/)`, {}],
    ['that evaluates another', '$eval("($f := function() { $f() }; $f())")', {}],
  ])('%s', async ([, expression, data]) => {
    expect(await map(expression, data)).toEqual(garbled('the map takes longer than 250 ms'));
    expect(await map('a', { a: 1 })).toEqual({ ok: true, value: 1 });
  });

  test.for([
    '($f := function($s) { $f($s & $s & "x") }; $f("abcdefgh"))',
    '[1..9999999].{"a": $, "b": [$, $, $]}',
    '$pad("", 400000000, "ab")',
  ])('that needs too much: %s', async (expression) => {
    expect(await map(expression)).toMatchObject({ ok: false, error: { kind: 'invalid-response' } });
    expect(await map('a', { a: 1 })).toEqual({ ok: true, value: 1 });
  });

  test.for<readonly [string, string]>([
    ['[1..200000]', 'the result of the map has too many values'],
    ['a & a & a', 'the result of the map is too long'],
    ['$error("no")', 'no'],
    ['1 +', 'Unexpected end of expression'],
  ])('%s', async ([expression, cause]) => {
    expect(await map(expression, { a: 'x'.repeat(2_000_000) })).toEqual(garbled(cause));
    expect(await map('a', { a: 1 })).toEqual({ ok: true, value: 1 });
  });
});
