import { describe, expect, test } from 'vitest';
import { FAILS, phone, takes } from './phone-with-tools.ts';

const NODES = [{ name: 'hv1', status: 'online' }];
const VMS = [{ vmid: 100, name: 'web', type: 'qemu', status: 'running' }];
const LXC = [{ vmid: 200, name: 'dns', type: 'lxc', status: 'running' }];

describe('where a tool fails', () => {
  test('another of the same meaning that tells the whole is asked', async () => {
    const { says } = phone('proxmox', {
      list_nodes: () => FAILS,
      list_vms: () => FAILS,
      list_containers: () => LXC,
      get_cluster_overview: () => ({ nodes: NODES, vms: VMS, containers: LXC }),
    });
    const summary = await says('2');
    expect(summary).toContain('1 node, 1 VM, 1 LXC');
    expect(summary).not.toContain('no answer');
  });

  test('one that tells a part or none leaves the failure to be said', async () => {
    const part = phone('proxmox', {
      list_nodes: () => NODES,
      list_vms: () => FAILS,
      get_cluster_overview: () => ({ vms: VMS, total: 4 }),
    });
    expect(await part.says('2')).not.toContain('1 VM');
    const none = phone('proxmox', {
      list_nodes: () => NODES,
      list_vms: () => FAILS,
      get_cluster_overview: () => ({ nodes: NODES, vms: [], containers: [] }),
    });
    const summary = await none.says('2');
    expect(summary).not.toMatch(/\b0 VMs|no VMs/);
    expect(summary).toContain('no answer about guests');
  });
});

describe('pods of which only names are told', () => {
  const NAMES = [
    { name: 'plex-0', namespace: 'media' },
    { name: 'dns-0', namespace: 'home' },
  ];
  const KIND = takes({ kind: { type: 'string' } }, ['kind']);

  test('are counted and listed, and nothing is said of how they are', async () => {
    const { says } = phone('k8s', { list_resources: [KIND, () => NAMES] });
    const summary = await says('3');
    expect(summary).toContain('2 pods');
    expect(summary).not.toMatch(/pending|failed|not ready|OK/);
    const pods = await says('3p');
    expect(pods).toContain('plex-0 ?');
    expect(pods).toContain('no state of pods');
    expect(pods).not.toMatch(/! |run/);
  });

  test('are read from another tool that tells their state', async () => {
    const told = NAMES.map((it) => ({ ...it, status: 'Running', ready: '1/1' }));
    const { says } = phone('k8s', {
      list_pods: () => NAMES,
      pods_list_with_status: () => told,
    });
    const pods = await says('3p');
    expect(pods).toContain('plex-0');
    expect(pods).not.toContain('no state');
  });
});

test('a guest in a state that is neither is listed in an unknown one', async () => {
  const { says } = phone('proxmox', {
    list_instances: () => [
      { name: 'dns', type: 'container', status: 'Error', location: 'oak' },
      { name: 'web', type: 'container', status: 'Running', location: 'oak' },
    ],
  });
  expect(await says('2')).toContain('2 LXC');
});

test('a node of which no condition tells whether it is ready is not called unready', async () => {
  const node = (name: string, conditions: readonly object[]) => ({
    metadata: { name },
    status: { nodeInfo: { kubeletVersion: 'v1.34.1' }, conditions },
  });
  const { says } = phone('k8s', {
    list_nodes: () => [
      node('oak', [{ type: 'Ready', status: true }]),
      node('elm', [{ type: 'DiskPressure', status: 'False' }]),
    ],
  });
  const nodes = await says('3n');
  expect(nodes).toContain('oak');
  expect(nodes).not.toContain('! oak');
  expect(nodes).not.toContain('elm NotReady');
});
