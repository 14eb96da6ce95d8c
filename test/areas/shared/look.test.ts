import { expect, test } from 'vitest';
import { k8sArea } from '../../../src/areas/k8s/area.ts';
import { k8sFromSources } from '../../../src/areas/k8s/from-sources.ts';
import { networkArea } from '../../../src/areas/network/area.ts';
import type { NetworkStatus } from '../../../src/areas/network/network.ts';
import { proxmoxArea } from '../../../src/areas/proxmox/area.ts';
import { proxmoxFromSources } from '../../../src/areas/proxmox/from-sources.ts';
import type { Guest, Storage } from '../../../src/areas/proxmox/proxmox.ts';
import { securityArea } from '../../../src/areas/security/area.ts';
import { securityFromSources } from '../../../src/areas/security/from-sources.ts';
import type { SecurityAlert } from '../../../src/areas/security/security.ts';
import { createReadingCache } from '../../../src/areas/shared/reading-cache.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import type { AsyncReading, Reading } from '../../../src/core/reading.ts';
import { err, ok, type Result } from '../../../src/core/result.ts';
import { guest } from '../../support/fake-areas.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';
import { emptyInventory } from '../../support/inventory.ts';

const DEAD: Failure = { kind: 'unreachable', service: 'Proxmox' };

/** The parts that an area needs besides its source, and readings of the present moment. */
function world() {
  const clock = new FakeClock();
  const say = <T>(value: T, about: Partial<Reading<T>> = {}): Result<Reading<T>, Failure> =>
    ok({ value, asOf: clock.now(), source: 'test', ...about });
  return {
    ...{ clock, say },
    parts: {
      memory: createReadingCache(clock),
      inventory: emptyInventory(clock),
      time: createLocalTime(clock, 'UTC'),
      isDemo: false,
    },
  };
}

/** A Proxmox whose lists are set by the test. */
function proxmox() {
  const { clock, say, parts } = world();
  let nodes = say([{ name: 'pve1', online: true }]);
  let guests = say<readonly Guest[]>([guest()]);
  let storages = say<readonly Storage[]>([]);
  const port = proxmoxFromSources(
    {
      nodes: async () => nodes,
      guests: async () => guests,
      storages: async () => storages,
    },
    'Proxmox',
  );
  const area = proxmoxArea({ proxmox: port, ...parts });
  const change = (to: {
    nodes?: typeof nodes;
    guests?: typeof guests;
    storages?: typeof storages;
  }) => {
    nodes = to.nodes ?? nodes;
    guests = to.guests ?? guests;
    storages = to.storages ?? storages;
  };
  const look = async () => {
    await area.refresh();
    return area.look();
  };
  return { ...{ clock, say, area, change, look }, inventory: parts.inventory };
}

test('a look at an area without problems is whole', async () => {
  const { look } = proxmox();
  expect(await look()).toMatchObject({
    ...{ area: 'proxmox', label: 'Proxmox' },
    ...{ isSilent: false, problems: [], isWhole: true },
  });
});

test('a look names the problems of the home screen, worst first', async () => {
  const { area, look, say, change } = proxmox();
  await look();
  const storages = [{ name: 'nas', node: 'pve1', shared: true, usedPercent: 97 }];
  change({ guests: say([guest({ state: 'stopped' })]), storages: say(storages) });
  const { problems } = { problems: [], ...(await look()) };
  expect(problems).toEqual(area.problems());
  expect(problems).toMatchObject([
    { subject: 'proxmox/guest/104', name: 'plex', state: 'stopped', severity: 'critical' },
    { subject: 'proxmox/storage/nas', name: 'nas', state: '97% full', severity: 'warning' },
  ]);
});

test('a look before the first answer proves nothing', () => {
  expect(proxmox().area.look()).toMatchObject({ isSilent: false, problems: [], isWhole: false });
});

test('a source that fails is silent, until it answers', async () => {
  const { look, change, say } = proxmox();
  await look();
  change({ nodes: err(DEAD), guests: err(DEAD), storages: err(DEAD) });
  expect(await look()).toMatchObject({ area: 'proxmox', label: 'Proxmox', isSilent: true });
  change({ nodes: say([{ name: 'pve1', online: true }]), guests: say([guest()]) });
  change({ storages: say<readonly Storage[]>([]) });
  expect(await look()).toMatchObject({ isSilent: false, isWhole: true });
});

test('a source that was called too often says so in the look', async () => {
  const { look, change } = proxmox();
  const limited = err({ ...DEAD, isRateLimited: true });
  change({ nodes: limited, guests: limited, storages: limited });
  expect(await look()).toMatchObject({ isSilent: true, isRateLimited: true });
});

test('a part that is missing because of too many calls says so in the look', async () => {
  const { look, change } = proxmox();
  change({ guests: err({ ...DEAD, isRateLimited: true }) });
  expect(await look()).toMatchObject({ isSilent: false, isRateLimited: true, isWhole: false });
});

test('a source that is not set up for it is no silent source, and proves nothing', async () => {
  const { look, change } = proxmox();
  const none = err({ kind: 'no-source', service: 'Proxmox', what: 'nodes' } as const);
  change({ nodes: none, guests: none, storages: none });
  expect(await look()).toMatchObject({ isSilent: false, problems: [], isWhole: false });
});

test('a look is not whole while a list is missing, and names the gap', async () => {
  const { look, change } = proxmox();
  change({ guests: err(DEAD) });
  expect(await look()).toMatchObject({ isWhole: false, gap: 'no answer about guests' });
});

test('a look at a list that was not read to its end is not whole, and no gap says how much it proves', async () => {
  const { look, change, say } = proxmox();
  change({ guests: say([guest()], { unseen: { total: 9 }, missing: '1 of 9 guests' }) });
  expect(await look()).toMatchObject({ isWhole: false, gap: undefined });
});

test('a look without one kind of guests is not cut off: all others were seen', async () => {
  const { look, change, say } = proxmox();
  change({ guests: say([guest()], { unseen: { kinds: ['LXC'] }, missing: 'no LXC' }) });
  expect(await look()).toMatchObject({ isWhole: false, gap: 'no LXC' });
});

test('an old reading proves nothing', async () => {
  const { clock, look, area } = proxmox();
  await look();
  clock.advance(2 * MINUTE);
  expect(area.look()).toMatchObject({ isSilent: false, problems: [], isWhole: false });
});

test('guests and disks of a node that is down are hidden', async () => {
  const { look, change, say } = proxmox();
  await look();
  change({
    nodes: say([{ name: 'pve1', online: false }]),
    guests: say([guest({ state: 'unknown' })]),
  });
  expect(await look()).toMatchObject({
    problems: [{ subject: 'proxmox/node/pve1' }],
    hidden: [
      ...['proxmox/disk/pve1', 'proxmox/storage/pve1/'],
      ...['proxmox/guest/104', 'proxmox/disk/plex'],
    ],
  });
});

test('pods on a node that is down are hidden', async () => {
  const { say, parts } = world();
  const nodes = [
    { name: 'k1', ready: true },
    { name: 'k2', ready: false },
  ];
  const pods = ['k1', 'k2'].map((node) => ({
    ...{ name: `kino-${node}`, namespace: 'media', status: 'Running', ready: '1/1' },
    node,
  }));
  const k8s = k8sFromSources({ pods: async () => say(pods), nodes: async () => say(nodes) }, 'K8s');
  const area = k8sArea({ k8s, ...parts });
  await area.refresh();
  expect(area.look()).toMatchObject({
    problems: [{ subject: 'k8s/node/k2' }],
    hidden: ['k8s/pod/media/kino-k2'],
  });
});

test('the alerts of a security source are hidden while that source is silent', async () => {
  const { say, parts } = world();
  const alert: SecurityAlert = { severity: 'critical', message: 'Root login' };
  let wazuh = say<readonly SecurityAlert[]>([alert]);
  const sources = [
    ['CrowdSec', { alerts: async () => say<readonly SecurityAlert[]>([]) }],
    ['Wazuh', { alerts: async () => wazuh }],
  ] as const;
  const security = securityFromSources(sources, 'Security', new FakeClock());
  const area = securityArea({ security, ...parts });
  await area.refresh();
  expect(area.look()).toMatchObject({ problems: [{ subject: 'security/alerts' }], hidden: [] });
  wazuh = err({ ...DEAD, service: 'Wazuh' });
  await area.refresh();
  expect(area.look()).toMatchObject({
    problems: [{ subject: 'security/source/Wazuh' }],
    hidden: ['security/alerts'],
  });
});

test('an alert about a device is hidden while that device is down', async () => {
  const { say, parts } = world();
  const unused = async (): AsyncReading<never> => err(DEAD);
  let status: NetworkStatus = {
    gear: [{ name: 'AP-Attic', kind: 'access-point', online: true, ids: ['aa'] }],
    critical: [{ severity: 'critical', message: 'AP-Attic lost its uplink', device: 'AP-Attic' }],
  };
  const port = { details: unused, alerts: unused, clients: unused };
  const area = networkArea({ network: { ...port, status: async () => say(status) }, ...parts });
  const subjects = async () => {
    await area.refresh();
    const { problems, hidden } = { problems: [], hidden: [], ...area.look() };
    return { problems: problems.map(({ subject }) => subject), hidden };
  };
  const before = await subjects();
  expect(before).toEqual({ problems: [expect.stringMatching(/^network\/alert\//)], hidden: [] });
  status = { ...status, gear: status.gear?.map((it) => ({ ...it, online: false })) };
  expect(await subjects()).toEqual({ problems: ['network/device/aa'], hidden: before.problems });
});
