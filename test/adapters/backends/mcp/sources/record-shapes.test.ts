import { describe, expect, test } from 'vitest';
import { findOwnList } from '../../../../../src/adapters/backends/mcp/sources/find-own-list.ts';
import {
  flattenTree,
  peelRecord,
  recordsByKey,
  recordsInGroups,
} from '../../../../../src/adapters/backends/mcp/sources/record-shapes.ts';

describe('records under keys', () => {
  test('have their keys as ids, where these are some', () => {
    expect(recordsByKey({ 101: { label: 'dns', state: 'up' } }, false)).toEqual([
      { id: '101', label: 'dns', state: 'up' },
    ]);
  });

  test('have their keys as names only where they have no other', () => {
    expect(recordsByKey({ a: { label: 'dns', state: 'up' } }, true)).toEqual([
      { key: 'a', label: 'dns', state: 'up' },
    ]);
    expect(recordsByKey({ dns: { cpu: 1, state: 'up' } }, true)).toEqual([
      { name: 'dns', cpu: 1, state: 'up' },
    ]);
  });

  test('may be states', () => {
    expect(recordsByKey({ 'n-1': 'Ready (worker)', 'n-2': 'NotReady (worker)' }, false)).toEqual([
      { name: 'n-1', status: 'Ready' },
      { name: 'n-2', status: 'NotReady' },
    ]);
  });

  test.for<readonly [string, unknown]>([
    ['facts about one thing', { status: 'online', engine: 'running' }],
    ['things that have nothing in common', { a: { x: 1, y: 2 }, b: { v: 3, w: 4 } }],
    ['numbers', { running: 3, stopped: 1 }],
    ['nothing', {}],
  ])('are not %s', ([, data]) => {
    expect(recordsByKey(data, false)).toBeUndefined();
  });
});

describe('records in groups', () => {
  test('of severities are as severe as these say', () => {
    expect(recordsInGroups({ critical: [{ title: 'a' }], low: [] }, undefined)).toEqual([
      { severity: 'critical', title: 'a' },
    ]);
  });

  test('belong to what their tool groups them by', () => {
    expect(recordsInGroups({ prod: [{ name: 'a' }] }, 'namespace')).toEqual([
      { namespace: 'prod', name: 'a' },
    ]);
  });

  test('of which nobody says what they are by are none', () => {
    expect(recordsInGroups({ prod: [{ name: 'a' }] }, undefined)).toBeUndefined();
  });

  test('of which nobody says what they are by belong to namespaces, where they may', () => {
    const namesOf = (data: unknown) =>
      findOwnList(data, 'pods', { isOwn: true })?.records.map((it) => it);
    expect(namesOf({ media: [{ name: 'a' }], home: [{ name: 'b' }], edge: [] })).toEqual([
      { namespace: 'media', name: 'a' },
      { namespace: 'home', name: 'b' },
    ]);
    expect(namesOf({ running: [{ name: 'a' }], failed: [{ name: 'b' }] })).toBeUndefined();
    expect(namesOf({ media: [{ name: 'a', namespace: 'x' }], y: [{ name: 'b' }] })).toBeUndefined();
  });

  test('are not the lists of an answer that has others', () => {
    const data = { pods: [{ name: 'a' }], services: [{ name: 'b' }] };
    const found = findOwnList(data, 'pods', { isOwn: true, groupedBy: 'namespace' });
    expect(found?.records).toEqual([{ name: 'a' }]);
  });
});

test.for<readonly [string, unknown, unknown]>([
  ['a hit of Elastic', { _id: 'x', _source: { a: 1 } }, { _id: 'x', a: 1 }],
  ['an edge of GraphQL', { node: { a: 1 }, cursor: 'x' }, { cursor: 'x', a: 1 }],
  ['a pod on a node', { name: 'web', node: { name: 'n' } }, { name: 'web', node: { name: 'n' } }],
])('%s is what it wraps', ([, record, expected]) => {
  expect(peelRecord(record)).toEqual(expected);
});

test('things below others of their like are things too, but not of the kind above', () => {
  const tree = [{ name: 'gw', children: [{ name: 'sw', children: [{ name: 'ap' }] }] }];
  const things = flattenTree(tree, { assumedKind: 'gateway' });
  expect(things).toMatchObject([
    { name: 'gw', assumedKind: 'gateway' },
    { name: 'sw' },
    { name: 'ap' },
  ]);
  expect(things[1]).not.toHaveProperty('assumedKind');
});
