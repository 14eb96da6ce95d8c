import { describe, expect, test } from 'vitest';
import { phone, takes } from './phone-with-tools.ts';

describe('logs', () => {
  test('are the messages or entries of a log, by the description of their tool', async () => {
    const { says } = phone('security', {
      search_messages: [
        { description: 'Search log messages by a query. The newest 50 by default.' },
        () => ({
          total: 2,
          messages: [
            { timestamp: '2026-11-21T11:58:12Z', source: 'gate', message: 'Bad disk', level: 3 },
            { timestamp: '2026-11-21T11:40:00Z', source: 'nas', message: 'Hello', level: '6' },
          ],
        }),
      ],
    });
    const text = await says('4l');
    expect(text).toMatch(/^1 ! 11:58 gate: Bad disk$/m);
    expect(text).toMatch(/^2 11:40 nas: Hello$/m);
  });

  test('are not messages of anything else', async () => {
    const { asked, says } = phone('security', {
      search_messages: [{ description: 'Search chat messages.' }, () => [{ message: 'hi' }]],
    });
    expect(await says('4l')).toContain('no source for logs');
    expect(asked).toEqual([]);
  });
});

test('stations of a wireless registration table are clients, as a router prints them', async () => {
  const { says } = phone('network', {
    get_wireless_registration_table: [
      { description: 'Wireless clients that are registered.' },
      () =>
        'WIRELESS REGISTRATION TABLE:\n\nColumns: INTERFACE, MAC-ADDRESS, SIGNAL\n# INTERFACE  MAC-ADDRESS        SIGNAL\n0 wifi1      02:4D:00:00:00:21     -51',
    ],
  });
  expect(await says('1c')).toMatch(/1 02:4D:00:00:00:21/);
});

test('a list is asked for the texts of its items, and for no further items', async () => {
  const flag = { type: 'boolean', default: false };
  const { asked, says } = phone('security', {
    get_logs: [
      takes({ include_description: flag, includeText: flag, include_archived: flag }),
      () => [{ timestamp: '2026-11-21T11:58:12Z', tag: 'sshd', description: 'hello' }],
    ],
  });
  expect(await says('4l')).toContain('sshd: hello');
  expect(asked.at(-1)).toEqual(['get_logs', { include_description: true, includeText: true }]);
});

test('a node is asked about by its host name', async () => {
  const { says } = phone('proxmox', {
    list_hosts: () => [{ hostname: 'fjord', state: 'up' }],
    list_containers: [
      takes({ host: { type: 'string' } }, ['host']),
      ({ host }) => (host === 'fjord' ? [{ id: 'ct-9', name: 'dns', state: 'running' }] : []),
    ],
  });
  expect(await says('dns')).toContain('LXC 9 dns\nrunning on fjord');
});

test('an alert of Suricata is told by its signature and rated by its severity', async () => {
  const eve = (signature: string, severity: number, at: string) => ({
    ...{ timestamp: `2026-11-21T${at}:00.000000+0000`, event_type: 'alert', src_ip: '10.0.0.9' },
    alert: { signature_id: 2_100_001, gid: 1, signature, severity, category: 'Trojan' },
  });
  const { says } = phone('security', {
    query_alerts: () => ({
      count: 2,
      alerts: [eve('ET CNC beacon', 1, '11:40'), eve('ET SCAN ports', 3, '11:30')],
    }),
  });
  expect(await says('4')).toContain('1 critical: ET CNC beacon');
  expect(await says('4a')).toMatch(/^2 11:30 ET SCAN ports$/m);
});

test('facts are read under keys that are whole paths, and hits of a search are the list', async () => {
  const { says } = phone('security', {
    search_alerts: () => ({
      took: 9,
      hits: {
        total: { value: 1 },
        hits: [{ _id: 'a', _source: { 'rule.name': 'CNC', 'event.severity_label': 'critical' } }],
      },
    }),
  });
  expect(await says('4')).toMatch(/^Security ! 1 critical: CNC\n0 warnings\n/);
});

test('an alert of Prometheus is told by its summary and rated by its label', async () => {
  const alert = (name: string, severity: string, state: string) => ({
    ...{ labels: { alertname: name, severity, instance: 'n-1' }, status: { state } },
    ...{ annotations: { summary: `${name} on n-1` }, startsAt: '2026-11-21T11:50:00Z' },
    endsAt: '2026-11-21T12:04:00Z',
  });
  const answer = {
    data: [alert('Down', 'critical', 'active'), alert('Old', 'critical', 'suppressed')],
  };
  const security = phone('security', { get_alerts: () => answer });
  expect(await security.says('4a')).toMatch(/^Security: 1 alert\n.*\n1 ! 11:50 Down on n-1$/m);
  const network = phone('network', {
    get_alerts: () => answer,
    list_clients: () => [{ mac: '02:00:00:00:00:01', name: 'tv' }],
  });
  expect(await network.says('1')).toContain('critical alert: Down on n-1');
});

test('a pod is as ready as its containers, and in the state of the first that does not run', async () => {
  const pod = (name: string, ...containers: readonly object[]) => ({
    ...{ name, namespace: 'home', phase: 'Running', containers },
  });
  const { says } = phone('k8s', {
    list_pods: () => [
      pod('web', { name: 'a', ready: true, reason: 'OOMKilled' }, { name: 'b', ready: true }),
      pod('db', { name: 'a', ready: false, state: 'waiting', reason: 'CrashLoopBackOff' }),
      pod('mail', { name: 'a', ready: true }, { name: 'b', ready: false }),
      pod('bare', { name: 'a', image: 'x' }),
    ],
  });
  const text = await says('3p');
  expect(text).toMatch(/! db CrashLoopBackOff/);
  expect(text).toMatch(/! mail/);
  expect(text).toMatch(/^\d web$/m);
  expect(text).toMatch(/^\d bare$/m);
});

test('a node is as ready as its condition of that name', async () => {
  const node = (name: string, status: string) => ({
    ...{
      name,
      conditions: [
        { type: 'DiskPressure', status: 'False' },
        { type: 'Ready', status },
      ],
    },
  });
  const { says } = phone('k8s', {
    list_nodes: () => [node('pier-1', 'True'), node('pier-2', 'False')],
  });
  expect(await says('3n')).toMatch(/^K8s: 2 nodes\n.*\n1 ! pier-2 not ready\n2 pier-1 ready/m);
});

test('a deployment may hold its replicas in an object', async () => {
  const { says } = phone('k8s', {
    list_deployments: () => [{ name: 'web', namespace: 'a', replicas: { desired: 2, ready: 1 } }],
  });
  expect(await says('3w')).toMatch(/! web 1\/2/);
});

test('a list is asked for more than names', async () => {
  const { asked, says } = phone('k8s', {
    list_pods: [
      takes({ names_only: { type: 'boolean', default: true } }),
      ({ names_only: isShort = true }) =>
        isShort ? ['web'] : [{ name: 'web', namespace: 'home', status: 'Running', ready: '1/1' }],
    ],
  });
  expect(await says('3p')).toMatch(/^1 web$/m);
  expect(asked[0]).toEqual(['list_pods', { names_only: false }]);
});

test('a tool that tells the health of all devices lists them', async () => {
  const { says } = phone('network', {
    get_gear_health: [
      {
        description: 'Get the health status of all network devices (APs, switches): state, uptime.',
      },
      () => [{ name: 'AP-Fjord', type: 'uap', mac: '02:00:00:00:00:01', state: 1 }],
    ],
  });
  expect(await says('1d')).toContain('AP-Fjord up');
});

test('a rule that is disabled is off, whichever way its source says it', async () => {
  const { says } = phone('security', {
    list_firewall_rules: () => [
      { description: 'web in', action: 'pass', disabled: true },
      { description: 'all else', action: 'block', disabled: false },
    ],
  });
  const text = await says('4f');
  expect(text).toContain('allow web in (off)');
  expect(text).toMatch(/block all else$/m);
});

test('a guest is read whose path alone tells its kind, its number and its node', async () => {
  const { says } = phone('proxmox', {
    list_guests: () =>
      'guests:\n- path: fjord/qemu/301\n  label: plex\n  run_state: running\n- path: bay/lxc/9\n  label: dns\n  run_state: stopped',
  });
  expect(await says('2v')).toContain('Proxmox: 1 VM, 1 LXC');
  expect(await says('plex')).toContain('VM 301 plex\nrunning on fjord');
});

test('guests without numbers are listed, found and opened by their names', async () => {
  const { says } = phone('proxmox', {
    list_domains: () => [
      { name: 'mail', uuid: 'f0', id: 3, state: 'running', memory: 4_194_304 },
      { name: 'web', uuid: 'f1', id: null, state: 'shutoff', memory: 1_048_576 },
    ],
  });
  const list = await says('2v');
  expect(list).toContain('Proxmox: 2 VMs, ? LXC');
  expect(list).toMatch(/^1 ! web stopped$/m);
  expect(await says('mail')).toMatch(/^VM mail\nrunning on \?\nCPU \? {2}RAM \? of \?\n/);
});

test('a node in a state that is neither up nor down is not read, and never called down', async () => {
  const { says } = phone('proxmox', {
    list_nodes: () => [
      { label: 'fjord', health: 'healthy' },
      { label: 'bay', health: 'offline' },
      { label: 'cove', health: 'maintenance' },
    ],
  });
  const text = await says('2n');
  expect(text).toContain('2+ nodes');
  expect(text).toContain('1 nodes not readable');
  expect(text).toMatch(/! bay\b/);
  expect(text).not.toContain('cove');
});

test('a node of a cluster is as ready as its word says, and left out where it says neither', async () => {
  const { says } = phone('k8s', {
    list_nodes: () => [
      { name: 'pier-1', state: 'active' },
      { name: 'pier-2', state: 'unavailable' },
      { name: 'pier-3', state: 'provisioning' },
    ],
  });
  const text = await says('3n');
  expect(text).toMatch(/! pier-2\b/);
  expect(text).not.toMatch(/! pier-1\b|pier-3/);
  expect(text).toContain('1 nodes not readable');
});
