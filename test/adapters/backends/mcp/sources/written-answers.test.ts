import { describe, expect, test } from 'vitest';
import { phone } from './phone-with-tools.ts';

/** How servers write the same two things for people to read. */
const GUESTS: Readonly<Record<string, string>> = {
  'a title with a number, and facts in bullets':
    '🖥️ **VM 100**: web (running)\n  • Node: fjord\n  • CPU: 4 cores\n\n🖥️ **VM 101**: db (stopped)\n  • Node: fjord\n  • CPU: 2 cores',
  'blocks between rules':
    'VM ID: 100\nName: web\nStatus: running\nNode: fjord\n---\nVM ID: 101\nName: db\nStatus: stopped\nNode: fjord',
  'a list with dashes':
    'Virtual machines:\n- web (ID: 100) - running - Node: fjord\n- db (ID: 101) - stopped - Node: fjord',
  'numbers in front': '100: web [running] on fjord\n101: db [stopped] on fjord',
  'columns without a heading': 'ID 100 | web | running | fjord\nID 101 | db | stopped | fjord',
  'a numbered list with facts below':
    'Found 2 VMs:\n\n1. web (VMID: 100)\n   Status: running\n   Node: fjord\n\n2. db (VMID: 101)\n   Status: stopped\n   Node: fjord',
  'a dot behind the name':
    '### fjord\n- **100** web: 🟢 running (2 vCPU, 4GB)\n- **101** db: 🔴 stopped (1 vCPU, 1GB)',
  'a table in a frame':
    '┌──────┬──────┬─────────┐\n│ VMID │ Name │ Status  │\n├──────┼──────┼─────────┤\n│ 100  │ web  │ running │\n│ 101  │ db   │ stopped │\n└──────┴──────┴─────────┘',
  'a table in a frame of ASCII':
    '+------+------+---------+\n| VMID | Name | Status  |\n+------+------+---------+\n| 100  | web  | running |\n| 101  | db   | stopped |\n+------+------+---------+',
  'headings with facts below':
    '## Virtual Machines\n\n### web (100)\n- Status: running\n- Node: fjord\n\n### db (101)\n- Status: stopped\n- Node: fjord',
  'a name in brackets': 'VM 100 (web): running\nVM 101 (db): stopped',
  'JSON inside of JSON': JSON.stringify({
    vms: JSON.stringify([
      { vmid: 100, name: 'web', status: 'running' },
      { vmid: 101, name: 'db', status: 'stopped' },
    ]),
  }),
};

test.for(Object.entries(GUESTS))('guests as %s', async ([, answer]) => {
  const { says } = phone('proxmox', { list_vms: () => answer });
  expect(await says('2v')).toMatch(
    /^Proxmox: 2 VMs, \? LXC\n.*\n1 ! db stopped\n2 web (?:fjord|\?)$/m,
  );
  expect(await says('db')).toContain('VM 101 db');
});

const CLIENTS: Readonly<Record<string, string>> = {
  'a list with addresses in brackets':
    'Found 2 clients:\n- tv (10.0.0.5) [02:00:00:00:00:05] - wired\n- pad (10.0.0.6) [02:00:00:00:00:06] - wifi',
  'a numbered list below a picture':
    '📱 Clients (2):\n  1. tv - IP: 10.0.0.5, MAC: 02:00:00:00:00:05, Signal: -50 dBm\n  2. pad - IP: 10.0.0.6, MAC: 02:00:00:00:00:06',
  'titles with addresses':
    '• **tv** (02:00:00:00:00:05)\n  IP: 10.0.0.5\n• **pad** (02:00:00:00:00:06)\n  IP: 10.0.0.6',
  'columns of addresses': '10.0.0.5 02:00:00:00:00:05 tv\n10.0.0.6 02:00:00:00:00:06 pad',
  'an ARP table':
    'tv (10.0.0.5) at 02:00:00:00:00:05 on igb1 expires in 900 seconds [ethernet]\npad (10.0.0.6) at 02:00:00:00:00:06 on igb1 permanent [ethernet]',
  'leases of dnsmasq':
    '1795000000 02:00:00:00:00:05 10.0.0.5 tv *\n1795000000 02:00:00:00:00:06 10.0.0.6 pad 01:02',
};

test.for(Object.entries(CLIENTS))('clients as %s', async ([, answer]) => {
  const { says } = phone('network', { list_clients: () => answer });
  expect(await says('1c')).toMatch(/^Network: 2 clients\n.*\n1 tv(?: wired)?\n2 pad(?: wifi)?$/m);
});

test('a neighbour that does not answer is no client, and one without a name has its address', async () => {
  const { says } = phone('network', {
    list_clients: () =>
      '10.0.0.5 dev br0 lladdr 02:00:00:00:00:05 REACHABLE\n10.0.0.6 dev br0 lladdr 02:00:00:00:00:06 FAILED',
  });
  expect(await says('1c')).toMatch(/^Network: 1 client\n.*\n1 02:00:00:00:00:05$/m);
});

const PODS: Readonly<Record<string, string>> = {
  'names with states': '- web: Running (1/1 ready)\n- db: Pending (0/1 ready)',
  'namespaces in front': 'media/web Running 1/1 0 3d\nmedia/db Pending 0/1 9 3d',
  'pairs between commas':
    'Name: web, Namespace: media, Status: Running\nName: db, Namespace: media, Status: Pending',
  'records with a whole name': JSON.stringify([
    { pod: 'media/web', status: 'Running' },
    { pod: 'media/db', status: 'Pending' },
  ]),
};

test.for(Object.entries(PODS))('pods as %s', async ([, answer]) => {
  const { says } = phone('k8s', { list_pods: () => answer });
  expect(await says('3p')).toMatch(/^K8s: 2 pods\n.*\n1 ! db Pending\n2 web$/m);
});

const ALERTS: Readonly<Record<string, string>> = {
  'levels in sentences':
    '[2026-11-21T11:50:00Z] Level 12 - Rule 5712: Malware (Agent: nas)\n[2026-11-21T11:40:00Z] Level 5 - Rule 5501: scan (Agent: nas)',
  'a dot and a word': '🔴 CRITICAL: Malware on nas\n🔵 LOW: scan of gate',
  'headings with numbers':
    '## Alerts\n\n**1. Malware found**\n- Severity: Critical\n\n**2. scan**\n- Severity: Low',
};

test.for(Object.entries(ALERTS))('alerts as %s', async ([, answer]) => {
  const { says } = phone('security', { get_alerts: () => answer });
  expect(await says('4')).toMatch(/^Security ! 1 critical: .*Malware.*\n0 warnings$/m);
});

test('alerts of the network as sentences with a state keep their words', async () => {
  const { says } = phone('network', {
    list_alerts: () => '- AP-Attic offline since 11:40\n- [warning] Switch: fan is slow',
    list_clients: () => [{ mac: '02:00:00:00:00:01', name: 'tv' }],
  });
  expect(await says('1a')).toMatch(/1 ! AP-Attic offline since 11:40\n2 ! Switch: fan is slow/);
});

test('bans as sentences and as one text of addresses', async () => {
  const decisions = phone('security', {
    list_decisions: () => '- 203.0.113.5 (ban, ssh) for 3h\n- 203.0.113.6 (captcha, http) for 1h',
  });
  expect(await decisions.says('4f')).toContain('Security: 1 ban, 1 captcha');
  const jails = phone('security', {
    get_banned_ips: () =>
      'Jail: sshd\n  Currently banned: 2\n  Banned IPs: 203.0.113.5, 203.0.113.6',
  });
  expect(await jails.says('4f')).toMatch(/Security: 2 bans\n.*\n1 ban 203\.0\.113\.5 \(sshd\)/);
});

test('nodes with the word in front are called by their names alone', async () => {
  const { says } = phone('proxmox', { list_nodes: () => 'Node fjord: online\nNode bay: offline' });
  expect(await says('2n')).toMatch(/^Proxmox: 2 nodes\n.*\n1 ! bay down\n2 fjord/m);
  const headed = phone('proxmox', {
    list_nodes: () => '## Node: fjord\n- Status: online\n\n## Node: bay\n- Status: offline',
  });
  expect(await headed.says('2n')).toMatch(/^Proxmox: 2 nodes\n.*\n1 ! bay down\n2 fjord/m);
});

test('a line among things that is none leaves them without an end, unless it counts them', async () => {
  const pods = 'media/web Running 1/1\nmedia/db Running 1/1\n';
  const odd = phone('k8s', { list_pods: () => `${pods}and mail, which is odd` });
  expect(await odd.says('3p')).toContain('K8s: 2+ pods');
  const counted = phone('k8s', { list_pods: () => `${pods}Total: 2` });
  expect(await counted.says('3p')).toMatch(/^K8s: 2 pods$/m);
});

describe('nothing is made of', () => {
  test.for<readonly [what: string, answer: string]>([
    ['words about all of it', 'Everything running smoothly.\nAll guests online.'],
    ['facts about one guest', '## VM 100\n- Agent: running\n- HA: active\n- Console: online'],
    ['a summary', '## Cluster status\n- Status: running\n- VMs: 12'],
    ['nodes', 'Node fjord: online\nNode bay: offline'],
    ['a state of the server', '- Status: running\n- Cluster: online'],
  ])('%s', async ([, answer]) => {
    const { says } = phone('proxmox', { list_vms: () => answer });
    expect(await says('2v')).toContain('answer not readable');
  });

  test('lines that cannot be read, but that there may be more', async () => {
    const { says } = phone('proxmox', {
      list_vms: () => 'VM 100 (web): running\nVM 101 (db): running\nVM 102 (mail) in an odd way',
    });
    expect(await says('2v')).not.toMatch(/Proxmox: 2 VMs/);
  });
});
