import { describe, expect, test } from 'vitest';
import { findOwnList } from '../../../../../src/adapters/backends/mcp/sources/find-own-list.ts';

const OWN = { isOwn: true };
const guests = (data: unknown) => findOwnList(data, 'guests', OWN)?.records;

describe('records inside of what they belong to', () => {
  const web = { vmid: 1, name: 'web' };

  test('know the name of their owner', () => {
    const hosts = [
      { name: 'weir', vms: [web] },
      { name: 'fell', vms: [] },
    ];
    expect(guests({ hosts })).toEqual([{ vmid: 1, name: 'web', node: 'weir', assumedKind: 'vm' }]);
    expect(guests([{ node: 'weir', vms: [web], containers: null }])).toEqual([
      { vmid: 1, name: 'web', node: 'weir', assumedKind: 'vm' },
    ]);
  });

  test.for<readonly [string, object]>([
    ['has no list', { name: 'fell' }],
    ['failed', { name: 'fell', vms: [], error: 'timeout' }],
    ['counts more', { name: 'fell', vms: [], vm_count: 3 }],
    ['has more', { name: 'fell', vms: [], truncated: true }],
  ])('are not read where an owner %s', ([, owner]) => {
    expect(guests({ hosts: [{ name: 'weir', vms: [web] }, owner] })).toBeUndefined();
  });

  test('are not those of a thing in the list itself', () => {
    const vm = { vmid: 1, name: 'web', node: 'weir', containers: [{ id: 'c1', name: 'nginx' }] };
    expect(guests([vm])).toEqual([vm]);
  });
});

describe('things of several kinds in one list', () => {
  const rows = [
    { class: 'host', title: 'weir' },
    { class: 'vm', id: 301 },
    { class: 'template', id: 390 },
  ];

  test('are told apart where every one says its kind', () => {
    expect(findOwnList({ rows }, 'guests')).toMatchObject({
      records: [{ class: 'vm', id: 301, assumedKind: 'vm' }],
      kinds: [{ assumed: 'vm' }],
      isNamed: true,
    });
    expect(findOwnList({ rows }, 'nodes')).toMatchObject({ records: [{ title: 'weir' }] });
  });

  test.for([{ class: 'thingamajig', id: 3 }, { id: 3 }])('are not with %o among them', (other) => {
    expect(findOwnList({ rows: [...rows, other] }, 'guests')?.isNamed).toBe(false);
  });
});

test('an id under which a record stands says its kind', () => {
  const data = { 'qemu/101': { name: 'mail', state: 'up' }, 'lxc/2': { name: 'dns', state: 'up' } };
  expect(guests(data)).toMatchObject([
    { id: '101', type: 'qemu' },
    { id: '2', type: 'lxc' },
  ]);
});

describe('a list under words that nobody knows', () => {
  const geraete = [{ name: 'ap1' }, { name: 'sw1' }];

  test('is found', () => {
    expect(findOwnList({ daten: { geraete }, gesamt: 2 }, 'devices', OWN)).toMatchObject({
      records: geraete,
      isCut: false,
    });
  });

  test('may not be whole where a number beside it is higher', () => {
    expect(findOwnList({ daten: { geraete }, gesamt: 8 }, 'devices', OWN)?.isCut).toBe(true);
    expect(findOwnList({ daten: { geraete, gesamt: 8 } }, 'devices', OWN)?.isCut).toBe(true);
  });

  test('is not one of two', () => {
    const data = { daten: { geraete, fremde: [{ name: 'x' }] } };
    expect(findOwnList(data, 'devices', OWN)).toBeUndefined();
  });
});
