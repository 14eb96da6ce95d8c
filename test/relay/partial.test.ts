import { expect, test } from 'vitest';
import { k8sArea } from '../../src/areas/k8s/area.ts';
import { k8sFromSources } from '../../src/areas/k8s/from-sources.ts';
import { networkArea } from '../../src/areas/network/area.ts';
import { networkFromSources } from '../../src/areas/network/from-sources.ts';
import type { NetworkSources } from '../../src/areas/network/sources.ts';
import { proxmoxArea } from '../../src/areas/proxmox/area.ts';
import { proxmoxFromSources } from '../../src/areas/proxmox/from-sources.ts';
import { createReadingCache } from '../../src/areas/shared/reading-cache.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { AsyncReading } from '../../src/core/reading.ts';
import { err, ok } from '../../src/core/result.ts';
import { converse } from '../support/conversation.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { emptyInventory } from '../support/inventory.ts';

const clock = new FakeClock();
const furnishing = () => ({
  memory: createReadingCache(clock),
  inventory: emptyInventory(clock),
  time: createLocalTime(clock, 'UTC'),
  isDemo: false,
});

const says =
  <T>(value: T) =>
  async (): AsyncReading<T> =>
    ok({ value, asOf: clock.now(), source: 'x' });
const fails = async (): AsyncReading<never> => err({ kind: 'unreachable', service: 'X' });

const AP = { name: 'AP', kind: 'access-point', online: true } as const;
const PHONE = { id: 'aa', name: 'phone' };

const network = (sources: NetworkSources) =>
  converse(
    [networkArea({ network: networkFromSources(sources, 'Network', clock), ...furnishing() })],
    clock,
  );

test.for<readonly [string, NetworkSources, string]>([
  ['whole', { devices: says([AP]), clients: says([PHONE]) }, 'Network OK. 1 client, 1 AP.'],
  [
    'without clients, which failed',
    { devices: says([AP]), clients: fails },
    'Network partly: 1 AP.\n? no answer about clients',
  ],
  [
    'without devices, which nobody tells',
    { clients: says([PHONE]) },
    'Network partly: 1 client.\n? no source for devices',
  ],
  ['of nothing', {}, 'Network: no source for devices'],
  ['of an answer that says nothing', { status: says({}) }, 'Network ? answer not readable'],
  [
    'with a device in a state we do not know',
    { devices: says([{ ...AP, online: undefined }]), clients: says([]) },
    'Network partly: 0 clients, 1 AP.\n? AP is in an unknown state',
  ],
])('a network %s', async ([, sources, expected]) => {
  const { says: text } = network(sources);
  expect(await text('1')).toMatch(new RegExp(`^${expected.replaceAll(/[?.]/g, '\\$&')}`));
  expect(await text('home')).toMatch(expected.includes('OK.') ? /^OK\./ : /^(?!OK)/);
});

test('a cluster is not OK without its nodes', async () => {
  const guest = { id: 1, name: 'plex', kind: 'vm', node: 'a', state: 'running' } as const;
  const proxmox = proxmoxFromSources({ guests: says([guest]) }, 'Proxmox');
  const { says: text } = converse([proxmoxArea({ proxmox, ...furnishing() })], clock);
  expect(await text('2')).toMatch(/^Proxmox partly: 1 VM, 0 LXC\.\n\? no source for nodes/);
  expect(await text('home')).not.toMatch(/^OK/);

  const pod = { name: 'web', namespace: 'default', status: 'Running' };
  const k8s = k8sFromSources({ pods: says([pod]), nodes: fails }, 'K8s');
  const { says: kube } = converse([k8sArea({ k8s, ...furnishing() })], clock);
  expect(await kube('3')).toMatch(/^K8s partly: 1 pod, .*\n\? no answer about nodes/);
});

test('a cluster without quorum is in trouble', async () => {
  const nodes = says([{ name: 'pve1', online: true }]);
  const proxmox = proxmoxFromSources({ nodes, quorum: says({ quorate: false }) }, 'Proxmox');
  const { says: text } = converse([proxmoxArea({ proxmox, ...furnishing() })], clock);
  expect(await text('2')).toMatch(/^Proxmox ! no quorum/);
});
