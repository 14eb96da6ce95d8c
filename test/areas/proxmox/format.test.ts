import { expect, test } from 'vitest';
import {
  fineWords,
  formatDetails,
  formatGuest,
  formatGuests,
  formatNodes,
  formatStatus,
} from '../../../src/areas/proxmox/format.ts';
import { findProblems } from '../../../src/areas/proxmox/problems.ts';
import type { ProxmoxStatus } from '../../../src/areas/proxmox/proxmox.ts';
import { toStatusSummary } from '../../../src/areas/shared/area.ts';
import { formatFinding } from '../../../src/operation/format-finding.ts';
import { guest } from '../../support/fake-areas.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { emptyInventory } from '../../support/inventory.ts';

const status = (over: Partial<ProxmoxStatus> = {}): ProxmoxStatus => ({
  nodes: 3,
  nodesOnline: 3,
  vms: 12,
  containers: 8,
  cpuPercent: 23,
  memoryPercent: 64,
  diskPercent: 71,
  ...over,
});

const clock = new FakeClock();
const problemsOf = (given: ProxmoxStatus) =>
  findProblems(given, emptyInventory(clock), clock.now());

const LOAD = 'CPU 23%  RAM 64%  Disk 71%';

test.for<readonly [string, ProxmoxStatus, string]>([
  ['health', status(), `Proxmox OK. 3 nodes, 12 VMs, 8 LXC.\n${LOAD}`],
  [
    'a node that is down',
    status({ nodesOnline: 2, offline: ['pve3'] }),
    `Proxmox ! pve3 down\n3 nodes, 12 VMs, 8 LXC\n${LOAD}`,
  ],
  [
    'a node that is down without a name',
    status({ nodesOnline: 2 }),
    `Proxmox ! 1 node down\n3 nodes, 12 VMs, 8 LXC\n${LOAD}`,
  ],
  [
    'no load that nobody told',
    status({ cpuPercent: undefined }),
    'Proxmox OK. 3 nodes, 12 VMs, 8 LXC.\nRAM 64%  Disk 71%',
  ],
  [
    'an empty cluster, which is no health',
    status({ nodes: 0, nodesOnline: 0, vms: 0, containers: 0 }),
    `Proxmox ! no nodes seen\n0 nodes, 0 VMs, 0 LXC\n${LOAD}`,
  ],
])('the summary shows %s', ([, given, text]) => {
  expect(formatFinding(formatStatus(given, problemsOf(given)))).toBe(text);
});

test('the glance is fine, or names the trouble', () => {
  const glanceOf = (given: ProxmoxStatus) => toStatusSummary(problemsOf(given), fineWords(given));
  expect([
    glanceOf(status()),
    glanceOf(status({ nodesOnline: 2, offline: ['pve2'] })),
    glanceOf(status({ nodesOnline: 2, offline: ['pve2'], quorate: false })),
  ]).toEqual([
    { level: 'ok', text: '3/3' },
    { level: 'problem', text: 'pve2 down' },
    { level: 'problem', text: 'no quorum +1' },
  ]);
});

test('nodes that are down come first, in the details and in the list', () => {
  const nodes = [
    { name: 'pve1', online: true, cpuPercent: 12.4, uptimeSec: 90_000 },
    { name: 'pve2', online: false },
  ];
  expect(formatDetails(nodes).text).toBe('! pve2 down\npve1 up 1d 1h\nCPU 12%');
  expect(formatNodes(nodes).rows).toEqual([
    { id: 'pve2', isWell: false, text: '! pve2 down' },
    { id: 'pve1', isWell: true, text: 'pve1 CPU 12%' },
  ]);
});

test('guests that do not run come first', () => {
  const list = formatGuests([
    guest({ cpuPercent: 3 }),
    guest({ id: 200, name: 'pihole', kind: 'lxc', state: 'stopped' }),
  ]);
  expect(list).toEqual({
    text: 'Proxmox: 1 VM, 1 LXC',
    others: 'run',
    rows: [
      { id: '200', isWell: false, text: '! pihole stopped' },
      { id: '104', isWell: true, text: 'plex pve1 3%' },
    ],
  });
});

test('one guest is told in full', () => {
  const running = guest({
    cpuPercent: 3.4,
    memoryUsedBytes: 2.1 * 1024 ** 3,
    memoryTotalBytes: 8 * 1024 ** 3,
    diskTotalBytes: 64 * 1024 ** 3,
    uptimeSec: 1_220_400,
  });
  expect(formatGuest(running)).toBe(
    'VM 104 plex\nrunning 14d 3h on pve1\nCPU 3%  RAM 2.1G of 8G\nDisk 64G',
  );
  expect(formatGuest(guest({ kind: 'lxc', state: 'stopped' }))).toBe(
    '! LXC 104 plex\nstopped on pve1',
  );
});
