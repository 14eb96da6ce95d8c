import { expect, test } from 'vitest';
import {
  readGuest,
  readProxmoxNode,
} from '../../../../src/adapters/backends/vendor-records/proxmox.ts';
import { SKIPPED } from '../../../../src/adapters/backends/vendor-records/skip.ts';

const GIB = 1024 ** 3;

test.for([
  [
    { id: 'qemu/101', name: 'mail', status: 'running' },
    { id: 101, kind: 'vm', state: 'running' },
  ],
  [
    { id: 'vm-101', title: 'mail', power: 'ON' },
    { id: 101, name: 'mail', state: 'running' },
  ],
  [
    { vmid: 'ct201', name: 'dns', power: 'OFF' },
    { id: 201, kind: 'lxc', state: 'stopped' },
  ],
  [
    { id: 301, class: 'vm', title: 'gitea', where: 'weir', state: 'running' },
    { name: 'gitea', node: 'weir' },
  ],
] as const)('a guest written as %o is read', ([record, guest]) => {
  expect(readGuest(record)).toMatchObject(guest);
});

test.for([
  { id: 'snapshot-101', name: 'mail', status: 'running' },
  { id: 'vm-mail', name: 'mail', status: 'running' },
])('an id that is no guest is none: %o', (record) => {
  expect(readGuest(record)).toBeUndefined();
});

test.for<readonly [what: string, record: object, guest: object]>([
  [
    'by its UUID',
    { name: 'mail', uuid: 'f0', id: 7, kind: 'vm', state: 'shut off' },
    { name: 'mail', state: 'stopped' },
  ],
  ['by its name', { name: 'web', type: 'container', status: 'Running' }, { kind: 'lxc' }],
])(
  'a guest without a number is known %s, and has the same id in any state',
  ([, record, guest]) => {
    const read = readGuest(record);
    const id = typeof read === 'object' ? read.id : undefined;
    expect(id).toBeGreaterThan(0);
    expect(read).toMatchObject({ ...guest, isUnnumbered: true });
    expect(
      readGuest({ ...record, id: undefined, state: 'paused', status: 'paused' }),
    ).toMatchObject({
      id,
    });
    expect(readGuest({ ...record, name: 'other', uuid: 'f1' })).not.toMatchObject({ id });
  },
);

test('without a number only a thing with a name, a kind and a known state is a guest', () => {
  const guest = { name: 'mail', kind: 'vm', state: 'running' };
  const without = (fact: keyof typeof guest) => readGuest({ ...guest, [fact]: undefined });
  expect([without('name'), without('kind'), without('state')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(readGuest({ ...guest, state: 'ok' })).toBeUndefined();
});

test('memory in a unit that is not told is not told', () => {
  const guest = readGuest({ vmid: 1, type: 'vm', state: 'on', memory_used: 512, memory_max: 4096 });
  expect(guest).not.toHaveProperty('memoryTotalBytes');
  expect(guest).not.toHaveProperty('memoryUsedBytes');
});

test('a template is skipped, by whichever field says so', () => {
  const golden = { id: 390, title: 'golden', state: 'stopped' };
  expect(readGuest({ ...golden, class: 'template' })).toBe(SKIPPED);
  expect(readGuest({ ...golden, type: 'qemu', template: 1 })).toBe(SKIPPED);
});

test('measures are read from texts with their units', () => {
  const guest = {
    ...{ id: 'vm-101', title: 'mail', power: 'ON' },
    ...{ cpu: '4 %', ram: '5.5 GiB / 8 GiB', upFor: '3d 4h' },
  };
  expect(readGuest(guest)).toMatchObject({
    ...{ cpuPercent: 4, memoryUsedBytes: 5.5 * GIB, memoryTotalBytes: 8 * GIB },
    uptimeSec: (3 * 24 + 4) * 3600,
  });
});

test('memory is read from an object with both numbers', () => {
  const node = { name: 'pve1', status: 'online', memory: { used: '18.5 GiB', total: '64 GiB' } };
  expect(readProxmoxNode(node)?.memoryPercent).toBeCloseTo(28.9, 1);
  const guest = { vmid: 1, type: 'qemu', memory: { used: GIB, total: 4 * GIB } };
  expect(readGuest(guest)).toMatchObject({ memoryUsedBytes: GIB, memoryTotalBytes: 4 * GIB });
});
