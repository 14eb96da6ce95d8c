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
