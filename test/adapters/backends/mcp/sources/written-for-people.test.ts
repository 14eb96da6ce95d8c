import { describe, expect, test } from 'vitest';
import { phone, takes } from './phone-with-tools.ts';

describe('alerts below headings for their severity', () => {
  const ALERTS = `# Security Alerts (last 24h)

Total: 3 alerts | Critical: 1 | High: 1 | Low: 1

## 🔴 Critical
- **Malware found** on nas at 2026-11-27 20:11

## 🟠 High
- **SSH brute force** from 203.0.113.5 at 2026-11-27 19:00

## 🔵 Low
- **Port scan** from 10.0.0.9 at 2026-11-27 18:00`;

  test('are as bad as their heading says', async () => {
    const { says } = phone('security', { get_recent_alerts: () => ALERTS });
    expect(await says('4')).toContain('1 critical');
    const alerts = await says('4a');
    expect(alerts).toContain('3 alerts');
    expect(alerts).not.toContain('! Port scan');
  });

  test('are not all of them where the heading counts more', async () => {
    const { says } = phone('security', {
      get_recent_alerts: () => ALERTS.replace('## 🔴 Critical', '## 🔴 Critical (4)'),
    });
    expect(await says('4a')).toContain('maybe not all');
  });
});

test('lists below headings with their names are not one list', async () => {
  const { says } = phone('proxmox', {
    get_cluster_overview: () => `Nodes:
- hv1 - online
- hv2 - offline

VMs:
- web (100) - running

Containers:
- dns (200) - stopped`,
  });
  expect(await says('2')).toContain('2 nodes, 1 VM, 1 LXC');
});

describe('things written one below the other', () => {
  test('do not take the title above all of them for a name', async () => {
    const { says } = phone('k8s', {
      get_nodes: () => `Cluster Nodes:

Node: n1
  Status: Ready
  Roles: control-plane

Node: n2
  Status: NotReady
  Roles: worker`,
    });
    const nodes = await says('3n');
    expect(nodes).toContain('2 nodes');
    expect(nodes).not.toContain('Cluster Nodes');
    expect(nodes).toContain('! n2');
  });

  test('have dots, numbers and facts in their titles', async () => {
    const network = phone('network', {
      list_devices: () => `📡 Network Devices (2):

🟢 core
   Type: gateway
   IP: 10.0.0.1

🔴 ap-barn
   Type: access point
   IP: 10.0.0.3`,
      list_clients: () => `Connected clients (2 total):

1. tv
   - IP: 10.0.0.50
   - MAC: 02:00:00:00:00:01
2. phone
   - IP: 10.0.0.51
   - MAC: 02:00:00:00:00:02`,
    });
    expect(await network.says('1d')).toContain('! ap-barn down');
    expect(await network.says('1c')).toMatch(/\d tv\b/);
    const k8s = phone('k8s', {
      get_deployments: () => `Deployment: plex (namespace: media)
  Replicas: 1/1 ready
Deployment: dns (namespace: home)
  Replicas: 0/1 ready`,
    });
    expect(await k8s.says('3w')).toContain('! dns 0/1');
  });

  test('have a rating and a time for a title', async () => {
    const { says } = phone('security', {
      get_alerts: () => `Retrieved 2 alerts (showing 2 of 57 total):

1. [Critical] 2026-11-27T20:11:00Z
   Rule: 5712 - sshd: brute force trying to get access
   Agent: web (004)

2. [Low] 2026-11-27T20:01:00Z
   Rule: 5501 - PAM: Login session opened
   Agent: nas (007)`,
    });
    const alerts = await says('4a');
    expect(alerts).toContain('57 alerts');
    expect(alerts).toMatch(/! .*brute force/);
    expect(alerts).not.toMatch(/! .*PAM/);
  });

  test('are all there although one has no facts but its state', async () => {
    const { says } = phone('proxmox', {
      list_nodes: () => `**pve1** ✅ online
• CPU: 12.5%
• Uptime: 12d 4h

**pve2** ❌ offline`,
    });
    const nodes = await says('2n');
    expect(nodes).toContain('2 nodes');
    expect(nodes).toContain('! pve2 down');
  });

  test('are not all of them where words above say so', async () => {
    const { says } = phone('proxmox', {
      list_nodes: () => `Showing 1 of 3 nodes

**pve1** ✅ online
• CPU: 12.5%`,
    });
    expect(await says('2n')).toContain('only 1 of 3');
  });
});

describe('rows', () => {
  test.for<readonly [string, string]>([
    [
      'below a line of dashes',
      ` Id   Name       State
----------------------------
 1    web        running
 -    old        shut off`,
    ],
    [
      'below a line of dashes for each column',
      `Name   State   CPUUsage(%) MemoryAssigned(M) Status
----   -----   ----------- ----------------- ------
web    Running 3           4096              Operating normally
old    Off     0           0                 Operating normally`,
    ],
  ])('of a table %s', async ([, table]) => {
    const { says } = phone('proxmox', { list_vms: () => table });
    const guests = await says('2v');
    expect(guests).toContain('2 VMs');
    expect(guests).toContain('! old stopped');
  });

  test('with their number in brackets', async () => {
    const { says } = phone('proxmox', {
      list_guests: () => `📦 Guests (3)

**VMs:**
  • [100] web (pve1) - 🟢 running - 2 vCPU, 4.0 GB
  • [101] win (pve1) - 🔴 stopped - 4 vCPU, 8.0 GB

**Containers:**
  • [200] dns (pve1) - 🟢 running - 1 vCPU, 0.5 GB`,
    });
    const guests = await says('2v');
    expect(guests).toContain('2 VMs, 1 LXC');
    expect(guests).toContain('! win stopped');
    expect(guests).not.toContain('maybe not all');
  });

  test('of events in a sentence each', async () => {
    const { says } = phone('k8s', {
      get_events: () => `Recent events:

[Warning] BackOff: Pod/dns-0 - Back-off restarting failed container (2m ago)
[Normal] Pulled: Pod/plex-0 - Pulled image (5m ago)`,
    });
    const events = await says('3e');
    expect(events).toContain('2 events');
    expect(events).toMatch(/! .*BackOff/);
  });

  test('of addresses with the reason of their ban', async () => {
    const { says } = phone('security', {
      get_blocked_ips: () => `Currently blocked IPs (2):
• 203.0.113.5 - ssh brute force (expires in 3h)
• 203.0.113.6 - port scan (permanent)`,
    });
    expect(await says('4f')).toMatch(/203\.0\.113\.5.*ssh brute force/);
  });
});

describe('that there is none', () => {
  test.for(['No active alerts.', '✅ No alerts found', 'There are currently no open alerts'])(
    'is read from %s',
    async (words) => {
      const { says } = phone('security', { list_alerts: () => words });
      expect(await says('4a')).toContain('no alerts');
    },
  );

  test.for(['No response.', 'No critical alerts.', 'No alerts in the last hour', 'No access.'])(
    'is not read from %s',
    async (words) => {
      const { says } = phone('security', { list_alerts: () => words });
      expect(await says('4a')).not.toContain('no alerts');
    },
  );
});

describe('the way out', () => {
  test.for<readonly [string, unknown]>([
    ['in words', 'WAN is up on ether1, public IP 198.51.100.77, latency 14 ms.'],
    [
      'of several',
      [
        { name: 'WAN1', state: 'offline', ip: null },
        { name: 'WAN2', state: 'online', ip: '198.51.100.77' },
      ],
    ],
    [
      'of one owner',
      [
        {
          serial: 'Q2',
          uplinks: [{ interface: 'wan1', status: 'active', publicIp: '198.51.100.77' }],
        },
      ],
    ],
  ])('is read %s', async ([, answer]) => {
    const { says } = phone('network', { get_wan_status: () => answer });
    expect(await says('1d')).toMatch(/WAN up.*198\.51\.100\.77/);
  });

  test('is not read from a sentence that denies it', async () => {
    const { says } = phone('network', { get_wan_status: () => 'WAN is not connected.' });
    expect(await says('1d')).not.toContain('WAN up');
  });
});

describe('what other products call it', () => {
  test('events of attacks are alerts', async () => {
    const { says } = phone('security', {
      get_notable_events: () => ({
        results: [{ _time: '2026-11-27T20:11:00Z', rule_name: 'Failed logins', urgency: 'high' }],
      }),
    });
    expect(await says('4a')).toContain('Failed logins');
  });

  test('an alert of which nothing rates how bad it is is unrated', async () => {
    const { says } = phone('security', {
      list_alerts: () => [{ id: 1, title: 'Door opened' }],
    });
    const summary = await says('4');
    expect(summary).toContain('? critical, 1 unrated');
    expect(summary).not.toContain('warning');
  });

  test('alerts of Elastic have their name and severity in long keys', async () => {
    const { says } = phone('security', {
      search_alerts: () => ({
        hits: {
          total: { value: 1, relation: 'eq' },
          hits: [
            {
              _index: '.alerts',
              _id: 'a',
              _source: {
                '@timestamp': '2026-11-27T20:11:00Z',
                'kibana.alert.rule.name': 'Ransom note created',
                'kibana.alert.severity': 'critical',
                'kibana.alert.workflow_status': 'open',
              },
            },
          ],
        },
      }),
    });
    expect(await says('4')).toContain('1 critical: Ransom note created');
  });

  test('the bans of each jail are asked for by its name', async () => {
    const { says } = phone('security', {
      list_jails: () => ['sshd', 'nginx'],
      get_jail_status: [
        takes({ jail: { type: 'string' } }, ['jail']),
        ({ jail }) => ({
          jail,
          actions: { banned_ip_list: jail === 'sshd' ? ['203.0.113.5'] : [] },
        }),
      ],
    });
    const bans = await says('4f');
    expect(bans).toContain('203.0.113.5');
    expect(bans).not.toContain('maybe not all');
  });

  test('guests in an envelope called value are on no node of that name', async () => {
    const { says } = phone('proxmox', {
      list_vms: () => ({ value: [{ vm: 'vm-101', name: 'web', power_state: 'POWERED_ON' }] }),
    });
    const guest = await says('2v');
    expect(guest).toContain('web');
    expect(guest).not.toContain('value');
  });

  test('a state stands inside of an object, and another beside a word that is none', async () => {
    const { says } = phone('proxmox', {
      list_vms: () => [
        { id: 1, name: 'web', status: { state: 'RUNNING', pid: 7 } },
        { id: 2, name: 'old', status: { state: 'STOPPED', pid: null } },
      ],
    });
    expect(await says('2v')).toContain('! old stopped');
  });
});
