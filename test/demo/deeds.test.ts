import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/demo/fault-schedule.ts';
import { k8sAt } from '../../src/demo/k8s.ts';
import { networkAt, portsAt } from '../../src/demo/network.ts';
import { proxmoxAt } from '../../src/demo/proxmox.ts';
import { securityAt } from '../../src/demo/security.ts';
import { type DemoArea, demoTools } from '../../src/demo/tools.ts';
import type { DemoState } from '../../src/demo/world-at.ts';

const STARTED_AT = Date.UTC(2026, 10, 21, 12, 0, 17);
const at = (seconds: number) => STARTED_AT + seconds * 1000;

/** A house in which things are done: `act` is at a second, `network` and the like look at one. */
function startHouse() {
  const world: DemoState = { seed: 1, startedAt: STARTED_AT, changes: new Map() };
  const act = (seconds: number, area: DemoArea, tool: string, args: object) =>
    demoTools(world)
      [area].find(({ name }) => name === tool)
      ?.answerAt(at(seconds), args);
  const network = (seconds: number) => networkAt(world, at(seconds));
  const client = (seconds: number, name: string) =>
    network(seconds).clients.clients.find((it) => it.name === name);
  const gear = (seconds: number, name: string) =>
    network(seconds).details.gear?.find((it) => it.name === name);
  return {
    act,
    network,
    client,
    gear,
    port: (seconds: number, number: number) =>
      portsAt(world, at(seconds), 'USW-24').ports.find((it) => it.number === number),
    onNetwork: (seconds: number, verb: string, id: string, port?: number) =>
      act(seconds, 'network', 'act_on_network', { verb, id, port }),
    onWorkload: (seconds: number, verb: string, path: string, replicas?: number) => {
      const [namespace, name] = path.split('/');
      return act(seconds, 'k8s', 'act_on_workload', { verb, namespace, name, replicas });
    },
    pods: (seconds: number, prefix: string) =>
      k8sAt(world, at(seconds)).pods.pods.filter(({ name }) => name.startsWith(prefix)),
    k8s: (seconds: number) => k8sAt(world, at(seconds)).status,
    rules: (seconds: number) =>
      securityAt(world, at(seconds)).firewall.rules.flatMap(({ banned }) => banned ?? []),
  };
}

test('a guest that was started by text stops all the same when it is made to stop', () => {
  const staged: { faults: readonly Fault[]; since: number } = { faults: [], since: STARTED_AT };
  const house: DemoState = { seed: 1, startedAt: STARTED_AT, changes: new Map(), staged };
  const act = demoTools(house).proxmox.find(({ name }) => name === 'act_on_guest');
  const nextcloud = (seconds: number) =>
    proxmoxAt(house, at(seconds)).guests.guests.find(({ name }) => name === 'nextcloud')?.state;
  act?.answerAt(at(1), { id: '104', verb: 'reboot' });
  expect(nextcloud(60)).toBe('running');
  Object.assign(staged, { faults: ['guest-stopped'], since: at(60) });
  expect(nextcloud(61)).toBe('stopped');
  act?.answerAt(at(70), { id: '104', verb: 'start' });
  expect(nextcloud(80)).toBe('running');
});

test('with the switch go the access points and all clients, and the gateway stays', () => {
  const staged = { faults: ['switch-down'], since: STARTED_AT } as const;
  const { status, clients } = networkAt({ seed: 1, startedAt: STARTED_AT, staged }, at(60));
  expect(status.offline).toEqual(['USW-24', 'AP-Hall', 'AP-Attic']);
  expect(status.wan).toEqual({ up: true });
  expect(clients.clients).toEqual([]);
});

describe('a client', () => {
  test.for<readonly [verb: string, away: readonly boolean[]]>([
    ['kick', [false, true, true, false, false]],
    ['block', [false, true, true, true, true]],
  ])('that is asked to be off: %s', ([verb, away]) => {
    const { client, onNetwork } = startHouse();
    const id = client(0, 'kids-ipad')?.id ?? '';
    onNetwork(10, verb, id);
    expect([9, 10, 13, 14, 9999].map((second) => !client(second, 'kids-ipad'))).toEqual(away);
  });

  test('that comes back has been connected for seconds', () => {
    const { client, onNetwork } = startHouse();
    const { id = '', connectedSec = 0 } = client(0, 'kids-ipad') ?? {};
    expect(connectedSec).toBeGreaterThan(3600);
    onNetwork(10, 'block', id);
    onNetwork(100, 'unblock', id);
    expect(client(101, 'kids-ipad')).toBeUndefined();
    expect(client(110, 'kids-ipad')).toMatchObject({ id, connectedSec: 7 });
  });

  test('that does not live here cannot be had', () => {
    const { onNetwork } = startHouse();
    expect(() => onNetwork(1, 'kick', '02:00:00:00:00:00')).toThrow('no client');
    expect(() => onNetwork(1, 'burn', '02:00:00:00:00:00')).toThrow('verb');
  });
});

test('a restarted access point is down for a while; those on it are on the other one', () => {
  const { network, gear, client, onNetwork } = startHouse();
  const before = gear(0, 'AP-Attic');
  onNetwork(10, 'restart', 'AP-Attic');
  expect(gear(20, 'AP-Attic')).toMatchObject({ online: false, clients: 0 });
  expect(network(20).status.offline).toEqual(['AP-Attic']);
  expect(client(20, 'attic-tv')).toMatchObject({ accessPoint: 'AP-Hall', connectedSec: 8 });
  expect(gear(50, 'AP-Attic')).toEqual({ ...before, uptimeSec: 10 });
  expect(client(50, 'attic-tv')).toMatchObject({ accessPoint: 'AP-Attic', connectedSec: 8 });
});

test('a restarted gateway takes the way out with it, and the network is as old as it', () => {
  const { network, onNetwork } = startHouse();
  onNetwork(10, 'restart', 'UDM-Pro');
  expect(network(20).details.wan).toMatchObject({ up: false });
  expect(network(70).details).toMatchObject({ wan: { up: true }, uptimeSec: 30 });
});

test('a restarted switch takes with it whoever is wired', () => {
  const { network, onNetwork } = startHouse();
  onNetwork(10, 'restart', 'USW-24');
  expect(network(20).clients.clients.filter(({ wired }) => wired)).toEqual([]);
  expect(network(50).status.devices).toBe(47);
});

test('whoever lives on the power of a port goes and comes back with it; nobody else does', () => {
  const { client, gear, port, onNetwork } = startHouse();
  const id = client(0, 'doorbell-nvr')?.id;
  expect(port(0, 12)).toEqual({ number: 12, poe: true, powers: true, holds: [id] });
  expect(port(0, 4)).toMatchObject({ poe: true, powers: false, holds: [client(0, 'pve1')?.id] });
  expect(port(0, 24)).toEqual({ number: 24, poe: false, powers: false, holds: [] });
  for (const number of [12, 4, 3]) onNetwork(10, 'cycle', 'USW-24', number);
  expect(client(12, 'doorbell-nvr')).toBeUndefined();
  expect(port(12, 12)).toMatchObject({ holds: [] });
  expect(client(12, 'pve1')).toBeDefined();
  expect(gear(12, 'AP-Attic')).toMatchObject({ online: false });
  expect(client(40, 'doorbell-nvr')).toMatchObject({ connectedSec: 12 });
  expect(gear(40, 'AP-Attic')).toMatchObject({ online: true, uptimeSec: 12 });
});

describe('a pod', () => {
  test('that is deleted is made anew, under a name of its own', () => {
    const { pods, onWorkload } = startHouse();
    const [first] = pods(0, 'grafana-');
    onWorkload(10, 'delete', `monitoring/${first?.name}`);
    const [second] = pods(11, 'grafana-');
    expect(second?.name).not.toBe(first?.name);
    expect(second?.name.split('-').slice(0, 2)).toEqual(first?.name.split('-').slice(0, 2));
    expect(second).toMatchObject({ status: 'ContainerCreating', ready: '0/1', ageSec: 1 });
    onWorkload(60, 'delete', `monitoring/${second?.name}`);
    const [third, ...more] = pods(80, 'grafana-');
    expect(more).toEqual([]);
    expect([first?.name, second?.name]).not.toContain(third?.name);
    expect(third).toMatchObject({ status: 'Running', ready: '1/1', ageSec: 20, restarts: 0 });
    expect(() => onWorkload(90, 'delete', `monitoring/${first?.name}`)).toThrow('no pod');
  });

  test.for<readonly [string, string, number]>([
    ['of a set, under its own name', 'monitoring/loki-0', 1],
    ['on its node', 'monitoring/node-exporter-', 3],
    ['of a job, for good', 'backup/restic-nightly-', 0],
  ])('is deleted %s', ([, path, left]) => {
    const { pods, onWorkload } = startHouse();
    const [namespace, prefix = ''] = path.split('/');
    const [pod] = pods(0, prefix);
    onWorkload(10, 'delete', `${namespace}/${pod?.name}`);
    const after = pods(30, prefix);
    expect(after).toHaveLength(left);
    expect(after.filter(({ ageSec }) => ageSec === 20)).toHaveLength(Math.min(left, 1));
  });
});

describe('a deployment', () => {
  test('that is restarted has new pods only, in a new set', () => {
    const { pods, onWorkload } = startHouse();
    const [before] = pods(0, 'sonarr-');
    onWorkload(10, 'restart', 'media/sonarr');
    const [after, ...more] = pods(30, 'sonarr-');
    expect(more).toEqual([]);
    expect(after).toMatchObject({ ageSec: 20, ready: '1/1' });
    expect(after?.name.split('-')[1]).not.toBe(before?.name.split('-')[1]);
  });

  test('has pods as old as what was last done to them', () => {
    const { pods, onWorkload } = startHouse();
    const pod = (second: number) => pods(second, 'sonarr-')[0];
    onWorkload(10, 'delete', `media/${pod(0)?.name}`);
    onWorkload(100, 'restart', 'media/sonarr');
    expect(pod(110)?.ageSec).toBe(10);
    onWorkload(200, 'delete', `media/${pod(110)?.name}`);
    expect(pod(205)?.ageSec).toBe(5);
  });

  test('that is scaled keeps the pods it has', () => {
    const { pods, k8s, onWorkload } = startHouse();
    const ages = (second: number) => pods(second, 'sonarr-').map(({ ageSec }) => ageSec);
    const [old = 0] = ages(0);
    onWorkload(10, 'scale', 'media/sonarr', 3);
    expect(k8s(12)).toMatchObject({ pods: 49, pending: 2, failed: 0 });
    expect(ages(110)).toEqual([old + 110, 100, 100]);
    onWorkload(110, 'scale', 'media/sonarr', 2);
    onWorkload(120, 'scale', 'media/sonarr', 4);
    expect(ages(130)).toEqual([old + 130, 120, 10, 10]);
    expect(new Set(pods(130, 'sonarr-').map(({ name }) => name)).size).toBe(4);
    onWorkload(140, 'scale', 'media/sonarr', 0);
    expect(ages(150)).toEqual([]);
  });

  test('that is not there, or is none, cannot be had', () => {
    const { onWorkload } = startHouse();
    expect(() => onWorkload(1, 'restart', 'media/nothing')).toThrow('no deployment');
    expect(() => onWorkload(1, 'scale', 'monitoring/loki', 2)).toThrow('no deployment');
  });

  test('that crashes goes on crashing when it is restarted, counted from then', () => {
    const { pods, onWorkload } = startHouse();
    const minute = 60;
    onWorkload(12 * minute, 'restart', 'apps/immich-machine-learning');
    expect(pods(15 * minute, 'immich-machine-learning')).toMatchObject([
      { status: 'CrashLoopBackOff', restarts: 3, ageSec: 3 * minute },
    ]);
  });
});

test('a ban is a rule until it is lifted or over', () => {
  const { act, rules } = startHouse();
  const ban = (seconds: number, verb: string, address: string) =>
    act(seconds, 'security', 'act_on_address', { verb, address, hours: 4 });
  ban(10, 'ban', '203.0.113.5');
  ban(10, 'ban', '2001:db8::5');
  expect(rules(11)).toEqual(['203.0.113.5', '2001:db8::5']);
  ban(20, 'unban', '203.0.113.5');
  expect(rules(21)).toEqual(['2001:db8::5']);
  expect(rules(10 + 4 * 3600)).toEqual([]);
  expect(() => ban(1, 'ban', 'everybody')).toThrow('address');
});
