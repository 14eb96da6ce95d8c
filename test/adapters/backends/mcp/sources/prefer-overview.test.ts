import { expect, test } from 'vitest';
import { FAILS, phone, takes } from './phone-with-tools.ts';

const NODES = () => [
  { node: 'stone', status: 'online' },
  { node: 'fjord', status: 'offline' },
];
const VMS = [
  { vmid: 101, name: 'plex', node: 'stone', status: 'running' },
  { vmid: 102, name: 'mail', node: 'fjord', status: 'unknown' },
];
const perNode = (what: readonly { readonly node: string }[]) =>
  [
    takes({ node: { type: 'string' } }, ['node']),
    ({ node }: Readonly<Record<string, unknown>>) =>
      node === 'fjord' ? FAILS : what.filter((it) => it.node === node),
  ] as const;
const OWN = { list_nodes: NODES, list_vms: perNode(VMS), list_containers: perNode([]) };

test('what a node that is away does not tell is read from an overview', async () => {
  const { says } = phone('proxmox', {
    ...OWN,
    get_cluster_resources: () => ({ nodes: NODES(), vms: VMS, containers: [] }),
  });
  const vms = await says('2v');
  expect(vms).toContain('2 VMs, 0 LXC\n');
  expect(vms).toContain('mail');
});

test.for([
  { nodes: NODES(), vms: [] },
  { nodes: NODES(), vms: [], containers: [] },
])('an overview that tells fewer, or not every kind, is not: %j', async (overview) => {
  const { says } = phone('proxmox', { ...OWN, get_cluster_resources: () => overview });
  expect(await says('2v')).toContain('1+ VMs');
});

test('without an overview only that node is missing', async () => {
  const { says } = phone('proxmox', OWN);
  const vms = await says('2v');
  expect(vms).toContain('1+ VMs');
  expect(vms).toContain('no answer about VMs of fjord');
});
