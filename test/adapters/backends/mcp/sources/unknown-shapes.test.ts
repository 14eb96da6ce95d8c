import { describe, expect, test } from 'vitest';
import { type Args, phone, takes } from './phone-with-tools.ts';

const READS = { annotations: { readOnlyHint: true } };
const jsonLines = (...things: readonly object[]) =>
  things.map((it) => JSON.stringify(it)).join('\n');
const seconds = (asked: readonly (readonly [string, Args])[], tool: string) =>
  asked.filter(([name]) => name === tool).length;

describe('levels by the legend in the description', () => {
  test('of alerts', async () => {
    const { says } = phone('security', {
      list_alerts: [
        { description: 'Alerts. sev: 3 is critical, 2 is a warning, 1 is informational.' },
        () => [
          { title: 'C2 beacon', sev: 3 },
          { title: 'Speedtest', sev: 1 },
        ],
      ],
    });
    expect(await says('4')).toContain('1 critical: C2 beacon');
  });

  test('of several codes at once', async () => {
    const { says } = phone('security', {
      list_alerts: [
        { description: 'S1 is critical, S2 and S3 are warnings, S4 is information.' },
        () => ['S1', 'S2', 'S3', 'S4'].map((level) => ({ title: `of ${level}`, level })),
      ],
    });
    expect(await says('4')).toMatch(/1 critical: of S1\n2 warnings/);
  });
});

test('levels by the legend in the description of an argument', async () => {
  const severity = { type: 'integer', description: 'Only these: 1=critical, 2=high, 3=medium' };
  const { says } = phone('security', {
    list_alerts: [
      takes({ severity }),
      () => [
        { title: 'C2 beacon', severity: 1 },
        { title: 'Scan', severity: 3 },
      ],
    ],
  });
  expect(await says('4')).toMatch(/1 critical: C2 beacon\n1 warning/);
});

describe('records', () => {
  test('in lines of JSON, with a summary at the end', async () => {
    const { says } = phone('proxmox', {
      list_guests: () =>
        jsonLines(
          { vmid: 1, name: 'plex', type: 'qemu', status: 'running' },
          { vmid: 2, name: 'dns', type: 'lxc', status: 'running' },
          { summary: { total: 2 } },
        ),
    });
    expect(await says('2v')).toContain('Proxmox: 1 VM, 1 LXC\n? best guess from list_guests\n');
  });

  test('in lines of JSON, of which the summary counts more', async () => {
    const { says } = phone('proxmox', {
      list_vms: () =>
        jsonLines({ vmid: 1, name: 'plex', status: 'running' }, { summary: { total: 9 } }),
    });
    expect(await says('2v')).not.toContain('Proxmox: 1 VM,');
    expect(await says('2v')).toContain('only 1 of 9');
  });

  test('in rows under the names of their columns, of every kind in one table', async () => {
    const { says } = phone('proxmox', {
      inventory: [
        READS,
        () => ({
          columns: ['class', 'id', 'title', 'where', 'state'],
          rows: [
            ['host', null, 'weir', null, 'online'],
            ['vm', 301, 'gitea', 'weir', 'running'],
            ['template', 390, 'golden', 'weir', 'stopped'],
            ['container', 401, 'dns', 'weir', 'stopped'],
          ],
        }),
      ],
    });
    expect(await says('2n')).toContain('Proxmox: 1 node\n');
    expect(await says('2v')).toContain('Proxmox: 1 VM, 1 LXC\n');
    expect(await says('2v')).toContain('! dns stopped');
  });

  test('under ids that say their kind', async () => {
    const { says } = phone('proxmox', {
      get_guests: () => ({
        'qemu/101': { name: 'mail', on: 'stone', status: 'running' },
        'lxc/201': { name: 'dns', on: 'stone', status: 'running' },
      }),
    });
    expect(await says('2v')).toContain('Proxmox: 1 VM, 1 LXC');
    expect(await says('1')).toContain('VM 101 mail');
  });

  test('inside of what they belong to', async () => {
    const { says } = phone('security', {
      incidents_by_host: [
        READS,
        () => ({
          hosts: [
            { host: 'nas', incidents: [{ what: 'Mass deletion', sev: 'critical' }] },
            { host: 'printer', incidents: [] },
          ],
        }),
      ],
    });
    expect(await says('4')).toContain('1 critical: Mass deletion');
    expect(await says('4a')).toContain('Security: 1 alert');
  });

  test('whose state is the colour of a dot, by a legend or without', async () => {
    const { says } = phone('proxmox', {
      list_nodes: () => '✅ **fjord**\n  • CPU: 18.0%\n\n❌ **fell**\n  • CPU: 0%',
      list_vms: () =>
        '🟢 **media** (ID: 110)\n  • Node: fjord\n\n🟡 **games** (ID: 111)\n  • Node: fell\n\nLegend: 🟢 running  🔴 stopped  🟡 paused',
    });
    expect(await says('2n')).toMatch(/2 nodes[\s\S]*! fell/);
    const vms = await says('2v');
    expect(vms).toMatch(/! games paused/);
    expect(vms).not.toMatch(/media unknown/);
  });
});

describe('arguments', () => {
  const POD = { namespace: 'media', name: 'plex-0', status: 'Running', ready: '1/1' };

  test('that name a kind are filled with the noun, and all namespaces are asked for', async () => {
    const { says, asked } = phone('k8s', {
      kubectl_get: [
        {
          ...READS,
          ...takes(
            {
              resource: { type: 'string', description: 'One of: pods, nodes' },
              namespace: { type: 'string', default: 'default' },
              all_namespaces: { type: 'boolean', default: false },
            },
            ['resource'],
          ),
        },
        ({ resource }) => (resource === 'pods' ? [POD] : [{ name: 'n1', status: 'Ready' }]),
      ],
    });
    expect(await says('3p')).toContain('plex-0');
    expect(asked).toContainEqual(['kubectl_get', { resource: 'pods', all_namespaces: true }]);
  });

  test('that name a kind are spelt as the description does', async () => {
    const { says, asked } = phone('k8s', {
      list_resources: [
        takes({ kind: { type: 'string', description: 'Kind, such as Pod or Node' } }, ['kind']),
        ({ kind }) => (kind === 'Pod' ? [POD] : []),
      ],
    });
    expect(await says('3p')).toContain('plex-0');
    expect(asked).toContainEqual(['list_resources', { kind: 'Pod' }]);
  });

  test('whose values another tool lists are learned through what that one wants to know', async () => {
    const { says } = phone('network', {
      getOrganizations: [READS, () => [{ id: '60', name: 'Larks' }]],
      getOrganizationNetworks: [
        takes({ organizationId: { type: 'string' } }, ['organizationId']),
        ({ organizationId: id }) => (id === '60' ? [{ id: 'N_2', name: 'Larkfield' }] : 7),
      ],
      getNetworkClients: [
        takes({ networkId: { type: 'string' } }, ['networkId']),
        ({ networkId: id }) =>
          id === 'N_2' ? [{ mac: '02:00:00:00:00:01', ip: '10.0.0.1', description: 'tv' }] : 7,
      ],
    });
    expect(await says('1c')).toContain('1 client');
  });
});

describe('two steps', () => {
  const VMS = new Map([
    [101, { vmid: 101, name: 'plex', node: 'a', status: 'running' }],
    [102, { vmid: 102, name: 'dns', node: 'a', status: 'stopped' }],
  ]);

  test('first the ids, then each by its id', async () => {
    const { says, asked } = phone('proxmox', {
      list_vms: () => [...VMS.keys()],
      get_vm: [
        takes({ vmid: { type: 'integer' } }, ['vmid']),
        ({ vmid }) => VMS.get(Number(vmid)) ?? 'Error: no such VM',
      ],
    });
    const vms = await says('2v');
    expect(vms).toMatch(/plex/);
    expect(vms).toMatch(/! dns stopped/);
    expect(asked).toContainEqual(['get_vm', { vmid: 101 }]);
  });

  test('no more than anybody waits for, and then they are not all', async () => {
    const { says, asked } = phone('proxmox', {
      list_vms: () => Array.from({ length: 40 }, (_, index) => 100 + index),
      get_vm: [
        takes({ vmid: { type: 'integer' } }, ['vmid']),
        ({ vmid }) => ({ vmid, name: `v${String(vmid)}`, node: 'a', status: 'running' }),
      ],
    });
    expect(await says('2v')).toMatch(/Proxmox: (?:\?|10\+) VMs/);
    expect(seconds(asked, 'get_vm')).toBeLessThanOrEqual(10);
  });
});

describe('a firewall', () => {
  test.for<readonly [string, unknown, string]>([
    ['firewall_state', 'The firewall is switched OFF since yesterday.', 'Firewall OFF'],
    ['get_firewall_status', { enabled: false }, 'Firewall OFF'],
    ['get_firewall_status', { status: 'active' }, 'Firewall on'],
    ['get_firewall_status', { firewall: { state: 'disabled' } }, 'Firewall OFF'],
  ])('is told by %s: %o', async ([name, answer, words]) => {
    const { says } = phone('security', {
      [name]: [READS, () => answer],
      list_bans: () => [{ ip: '203.0.113.9', type: 'ban', scenario: 'ssh' }],
    });
    expect(await says('4f')).toContain(words);
  });

  test('is not told where nobody says so', async () => {
    const { says } = phone('security', {
      get_firewall_status: [READS, () => ({ version: '25.1' })],
      list_bans: () => [{ ip: '203.0.113.9', type: 'ban', scenario: 'ssh' }],
    });
    const screen = await says('4f');
    expect(screen).toContain('1 ban');
    expect(screen).not.toMatch(/Firewall (?:on|OFF)|no answer about/);
  });

  test('has rules as ufw numbers them, and bans in each jail', async () => {
    const { says } = phone('security', {
      ufw_status: [
        { ...READS, description: 'Firewall rules, as `ufw status numbered` prints them.' },
        () =>
          'Status: active\n\n     To        Action      From\n     --        ------      ----\n[ 1] 22/tcp    ALLOW IN    10.6.0.0/24    # ssh\n[ 2] Anywhere  DENY IN     192.0.2.0/24   # noisy range',
      ],
      fail2ban_jails: [READS, () => 'Status\n|- Number of jail:\t2\n`- Jail list:\tsshd, web'],
      fail2ban_banned: [
        { ...READS, ...takes({ jail: { type: 'string' } }, ['jail']) },
        ({ jail }) =>
          `Status for the jail: ${String(jail)}\n\`- Actions\n   |- Currently banned: 1\n   \`- Banned IP list:   203.0.113.${jail === 'sshd' ? 5 : 6}`,
      ],
    });
    const screen = await says('4f');
    expect(screen).toContain('Firewall on, 2 rules, 2 bans');
    expect(screen).toContain('block noisy range');
    expect(screen).toContain('203.0.113.6');
  });
});
