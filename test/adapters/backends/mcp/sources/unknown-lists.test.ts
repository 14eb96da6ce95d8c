import { describe, expect, test } from 'vitest';
import type { McpTool } from '../../../../../src/adapters/backends/mcp/client/tool-list.ts';
import { type Answer, FAILS, phone, takes } from './phone-with-tools.ts';

const client = (index: number) => ({
  mac: `02:00:00:00:00:${index + 10}`,
  name: `c${index}`,
  ip: `10.0.0.${index}`,
});
const CLIENTS = Array.from({ length: 45 }, (_, index) => client(index));

describe('pages are followed to their end', () => {
  const from = (start: number) => ({
    clients: CLIENTS.slice(start, start + 20),
    total: CLIENTS.length,
  });

  test.for<readonly [string, Partial<McpTool>, Answer]>([
    [
      'by a cursor',
      takes({ cursor: { type: 'string' } }),
      ({ cursor = 0 }) => ({
        ...from(Number(cursor)),
        ...(Number(cursor) < 40 && { next_cursor: String(Number(cursor) + 20) }),
      }),
    ],
    [
      'by an offset',
      takes({ offset: { type: 'integer' } }),
      ({ offset = 0 }) => from(Number(offset)),
    ],
    [
      'by a page',
      takes({ page: { type: 'integer', default: 1 } }),
      ({ page = 1 }) => from((Number(page) - 1) * 20),
    ],
    [
      'by a larger limit',
      takes({ limit: { type: 'integer', default: 20 } }),
      ({ limit = 20 }) => ({ clients: CLIENTS.slice(0, Number(limit)) }),
    ],
  ])('%s', async ([, tool, answer]) => {
    const { says } = phone('network', { list_clients: [tool, answer] });
    expect(await says('1c')).toContain('Network: 45 clients\n');
  });

  test('or counted, where nobody can turn them', async () => {
    const { says } = phone('network', { list_clients: () => from(0) });
    expect(await says('1c')).toContain(
      'Network: 45 clients\n? best guess from list_clients, only 20 of 45 clients',
    );
  });

  test('or not counted, where the server gives the same page again', async () => {
    const { says, asked } = phone('network', {
      list_clients: [
        takes({ offset: { type: 'integer' } }),
        () => ({ clients: CLIENTS.slice(0, 20), has_more: true }),
      ],
    });
    expect(await says('1c')).toContain('Network: 20+ clients');
    expect(asked.length).toBeLessThan(6);
  });
});

describe('none are said to be there only when all was seen', () => {
  test.for<readonly [string, unknown]>([
    ['a page', { alerts: [], total: 3 }],
    ['a cut list', { alerts: [], truncated: true }],
    ['words about a page', { alerts: [], message: 'Page 1 of 3' }],
  ])('not after %s', async ([, alerts]) => {
    const { says } = phone('security', { list_alerts: () => alerts });
    expect(await says('4a')).not.toContain('no alerts');
    expect(await says('4')).not.toMatch(/\b0 (?:critical|warning)/);
  });

  test('but they are when it was', async () => {
    const { says } = phone('security', { list_alerts: () => ({ alerts: [], total: 0 }) });
    expect(await says('4a')).toContain('Security: no alerts');
    expect(await says('4')).toContain('0 critical, 0 warnings');
  });

  test.for<readonly [string, unknown]>([
    ['a state', { status: 'initializing', alerts: [] }],
    ['a flag', { ready: false, data: { alerts: [] } }],
    ['words', { alerts: [], message: 'The index is being built, try again later' }],
  ])('not by a source that is not ready, as %s says', async ([, answer]) => {
    const { says } = phone('security', { list_alerts: () => answer });
    expect(await says('4a')).not.toMatch(/no alerts|0 /);
  });

  test.for<readonly [string, unknown]>([
    ['beside them', { services: [], message: 'No services in namespace default' }],
    ['in a text', 'No resources found in default namespace.'],
  ])('not in a namespace that nobody asked about, said %s', async ([, answer]) => {
    const { says } = phone('k8s', { list_services: () => answer });
    expect(await says('3s')).toContain('? services');
  });

  test('and a namespace is not invented for pods without one', async () => {
    const { says } = phone('k8s', { list_pods: () => [{ name: 'web-0', status: 'Running' }] });
    expect(await says('3d')).not.toContain('default');
  });

  test('not of pods of the namespace that a server chose itself', async () => {
    const { says } = phone('k8s', { list_pods: () => ({ namespace: 'default', pods: [] }) });
    expect(await says('3p')).toContain('K8s: ? pods');
  });
});

test.for([
  ...[
    'list_pending_vms',
    'list_vm_templates',
    'vms_archived',
    'list_vms_with_updates',
    'get_top_vms',
  ],
  ...['find_stopped_vms', 'list_privileged_vms', 'list_unpatched_vms', 'get_vm_profiles'],
])('%s is not asked for the VMs', async (name) => {
  const { says, asked } = phone('proxmox', {
    [name]: () => [{ vmid: 1, name: 'a', status: 'running' }],
  });
  expect(await says('2v')).toContain('no source for VMs');
  expect(asked).toEqual([]);
});

describe('kinds', () => {
  const vm = { vmid: 1, name: 'plex', status: 'running' };
  const ct = { ctid: 2, hostname: 'dns', status: 'running' };

  test('are told by a tool each, whatever it calls them', async () => {
    const { says } = phone('proxmox', { list_qemu: () => [vm], ct_list: () => [ct] });
    expect(await says('2v')).toContain('Proxmox: 1 VM, 1 LXC');
  });

  test('that nobody tells are not none', async () => {
    const { says } = phone('proxmox', { list_vms: () => [vm] });
    expect(await says('2v')).toContain(
      'Proxmox: 1 VM, ? LXC\n? best guess from list_vms, no source for LXC',
    );
  });

  test('whose tool fails are not none', async () => {
    const { says } = phone('proxmox', { list_vms: () => [vm], list_containers: () => FAILS });
    expect(await says('2v')).toContain('Proxmox: 1 VM, ? LXC');
  });

  test('of gear are told by lists of their own', async () => {
    const { says } = phone('network', {
      list_access_points: () => [{ name: 'loft', status: 'online' }],
      list_switches: () => [{ name: 'rack', status: 'offline' }],
    });
    expect(await says('1')).toContain('Network ! rack down\n1 AP');
  });
});

describe('a failure of the right tool is said', () => {
  test('and no other is asked in its place', async () => {
    const { says } = phone('k8s', {
      list_pods: () => FAILS,
      get_cluster_overview: () => ({ pods: [] }),
    });
    expect(await says('3p')).toContain('K8s ? answered with an error');
  });

  test('and not that another word for it has none', async () => {
    const { says, asked } = phone('security', { list_alerts: () => FAILS, get_threats: () => [] });
    expect(await says('4a')).toContain('Security ? answered with an error');
    expect(asked.map(([name]) => name)).not.toContain('get_threats');
  });
});

describe('one answer may hold several lists', () => {
  const overview = () => ({
    nodes: [{ node: 'a', status: 'online' }],
    vms: [{ vmid: 1, name: 'plex', status: 'running', node: 'a' }],
    containers: [],
    storages: [{ name: 'local', status: 'active' }],
  });

  test('each under its own name', async () => {
    const { says } = phone('proxmox', { get_cluster_overview: overview });
    expect(await says('2')).toContain('Proxmox partly: 1 node, 1 VM, 0 LXC.');
  });

  test('and what it does not hold is not made of what it does', async () => {
    const { says } = phone('network', {
      get_overview: () => ({
        devices: [{ name: 'gw', type: 'gateway', status: 'online', mac: 'a' }],
      }),
    });
    expect(await says('1c')).toContain('no source for clients');
  });

  test('in groups, and under the names of the things', async () => {
    const { says } = phone('k8s', {
      get_overview: () => ({
        pods: { web: [{ name: 'a', status: 'Running' }], db: [{ name: 'b', status: 'Running' }] },
      }),
    });
    expect(await says('3p')).toContain('K8s: 2 pods');
  });
});

describe('arguments', () => {
  const PODS = [{ name: 'a', namespace: 'x', status: 'Running' }];

  test('that another tool lists are found out', async () => {
    const { says } = phone('k8s', {
      list_clusters: () => [{ name: 'harbour' }],
      list_pods: [
        takes({ cluster: { type: 'string' } }, ['cluster']),
        ({ cluster }) => (cluster === 'harbour' ? PODS : FAILS),
      ],
    });
    expect(await says('3p')).toContain('K8s: 1 pod');
  });

  test('are tried by every name that a thing has', async () => {
    const { says, asked } = phone('network', {
      list_sites: () => [{ id: 's-1', name: 'Home', internalReference: 'default' }],
      list_clients: [
        takes({ site: { type: 'string' } }, ['site']),
        ({ site }) => (site === 'default' ? CLIENTS.slice(0, 1) : FAILS),
      ],
    });
    expect(await says('1c')).toContain('Network: 1 client');
    asked.length = 0;
    await says('1c');
    expect(asked.filter(([name]) => name === 'list_clients').length).toBeLessThanOrEqual(1);
  });

  test('with a default, and choices that name everything, are filled in', async () => {
    const { says, asked } = phone('security', {
      list_alerts: [
        takes(
          {
            severity: { enum: ['critical', 'all'], default: 'critical' },
            mode: { default: 'x' },
            hours: { type: 'integer', default: 1 },
          },
          ['mode'],
        ),
        () => [],
      ],
    });
    await says('4a');
    expect(asked[0]?.[1]).toEqual({ severity: 'all', mode: 'x', hours: 24 });
  });

  test('whose default leaves some out make a list that is not whole', async () => {
    const { says } = phone('k8s', {
      list_pods: [takes({ status: { type: 'string', default: 'Failed' } }), () => []],
    });
    expect(await says('3p')).toContain('K8s: ? pods');
  });
});

describe('a tool without a verb', () => {
  const VMS = () => [{ vmid: 1, name: 'plex', status: 'running' }];

  test('is asked when it says itself that it reads', async () => {
    const { says } = phone('proxmox', {
      virtual_machines: [{ annotations: { readOnlyHint: true } }, VMS],
    });
    expect(await says('2v')).toContain('Proxmox: 1 VM');
  });

  test.for<readonly [string, string, Partial<McpTool>]>([
    [
      'when only its description says so',
      'virtual_machines',
      { description: 'Lists VMs. Read-only.' },
    ],
    ['when it keeps a stream open', 'watch_vms', { annotations: { readOnlyHint: true } }],
    [
      'when it subscribes to something',
      'get_vms',
      { description: 'Subscribes to changes of VMs.' },
    ],
    ['when its name changes something', 'vms_restart', { annotations: { readOnlyHint: true } }],
  ])('is not asked %s', async ([, name, tool]) => {
    const { says, asked } = phone('proxmox', { [name]: [tool, VMS] });
    await says('2v');
    expect(asked).toEqual([]);
  });
});

describe('what a server is taken for', () => {
  test('is given up for an item whose first answer is something else', async () => {
    const { says } = phone('proxmox', {
      get_cluster_status: () => ({ version: 8 }),
      get_nodes: () => ({ data: [{ node: 'a', status: 'online' }] }),
      list_vms: () => ({ data: [{ vmid: 1, name: 'plex', type: 'qemu', status: 'running' }] }),
    });
    expect(await says('2n')).toContain('Proxmox: 1 node\n? best guess from get_nodes');
    expect(await says('2v')).toContain('Proxmox: 1 VM');
  });

  test('lacks nothing then that other tools tell', async () => {
    const { says } = phone('security', {
      get_security_status: () => ({ engine: 'running' }),
      get_alerts: () => [{ title: 'x', severity: 'low', at: '2026-11-21T10:00:00Z' }],
      list_jailed_ips: () => ({ jails: [{ jail: 'sshd', banned_ips: ['203.0.113.5'] }] }),
    });
    await says('4a');
    expect(await says('4f')).toContain('203.0.113.5');
  });

  test('is kept where nothing else can be made of it', async () => {
    const { says } = phone('proxmox', {
      get_cluster_status: () => 7,
      get_nodes: () => 7,
      list_vms: () => 7,
    });
    expect(await says('2n')).toContain('Proxmox ? answer not readable');
  });
});

test('a name that is not in a part is not denied', async () => {
  const { says } = phone('proxmox', {
    list_nodes: () => [{ node: 'a', status: 'online' }],
    list_vms: () => [{ vmid: 1, name: 'plex', status: 'running' }],
  });
  await says('2');
  expect(await says('zigbee')).toContain('Nothing that Proxmox told is called "zigbee".');
});

test('where nothing can be counted the words are not empty', async () => {
  const { says } = phone('proxmox', { list_guests: () => ({ guests: [], has_more: true }) });
  expect(await says('2')).not.toContain(': .');
});
