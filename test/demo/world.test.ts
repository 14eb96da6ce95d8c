import { describe, expect, test } from 'vitest';
import { MINUTE_MS, SCHEDULE, TURN_MS } from '../../src/demo/fault-schedule.ts';
import { k8sAt } from '../../src/demo/k8s.ts';
import { networkAt } from '../../src/demo/network.ts';
import { proxmoxAt } from '../../src/demo/proxmox.ts';
import { securityAt } from '../../src/demo/security.ts';
import { demoTools } from '../../src/demo/tools.ts';
import type { DemoState } from '../../src/demo/world-at.ts';

const STARTED_AT = Date.UTC(2026, 10, 21, 12, 0, 17);
const world: DemoState = { seed: 1, startedAt: STARTED_AT };

const at = (minutes: number) => STARTED_AT + minutes * MINUTE_MS;

const everything = (minutes: number, in_ = world) => ({
  network: networkAt(in_, at(minutes)),
  proxmox: proxmoxAt(in_, at(minutes)),
  k8s: k8sAt(in_, at(minutes)),
  security: securityAt(in_, at(minutes)),
});

/** Odd instants all over two turns, and into a third. */
const INSTANTS = Array.from({ length: 140 }, (_, step) => step * 1.83);

describe('in the first ten minutes', () => {
  test.for([0, 1, 5, 9.9])('everything is calm after %s minutes', (minutes) => {
    const { network, proxmox, k8s, security } = everything(minutes);
    expect(network.status).toMatchObject({
      ...{ devices: 47, accessPoints: 2, alerts: 0, offline: [] },
      ...{ wan: { up: true }, critical: [], blocked: [] },
    });
    expect(proxmox.status).toMatchObject({
      nodes: 3,
      nodesOnline: 3,
      vms: 12,
      containers: 8,
      offline: [],
    });
    expect(k8s.status).toEqual({ pods: 47, pending: 0, failed: 0, nodes: 3, nodesReady: 3 });
    expect(security.status).toEqual({ critical: 0, warnings: 2 });
  });

  test('the load is what it is on an ordinary day', () => {
    expect(everything(0).proxmox.status).toMatchObject({
      cpuPercent: 23,
      memoryPercent: 64,
      diskPercent: 71,
    });
  });

  test('one guest is off on purpose', () => {
    const off = everything(3).proxmox.guests.guests.filter(({ state }) => state !== 'running');
    expect(off.map(({ name }) => name)).toEqual(['win11-test']);
  });
});

describe('at any time', () => {
  test('every answer has the published shape', () => {
    const tools = Object.values(demoTools(world))
      .flat()
      .filter(({ input }) => !input);
    for (const minutes of INSTANTS) {
      for (const { name, shape, answerAt } of tools) {
        const answer = answerAt(at(minutes));
        expect(shape.parse(answer), `${name} after ${minutes} min`).toEqual(answer);
      }
    }
  });

  test('what is counted is what is listed', () => {
    for (const minutes of INSTANTS) {
      const { network, proxmox, k8s, security } = everything(minutes);
      const gear = network.details.gear ?? [];
      const { clients } = network.clients;
      const { guests } = proxmox.guests;
      const { pods } = k8s.pods;
      expect({
        network: network.status,
        proxmox: proxmox.status,
        k8s: k8s.status,
        security: security.status,
      }).toMatchObject({
        network: {
          devices: clients.length,
          accessPoints: gear.filter(({ kind }) => kind === 'access-point').length,
          alerts: network.alerts.alerts.length,
          offline: gear.filter(({ online }) => !online).map(({ name }) => name),
          gear,
          critical: network.alerts.alerts.filter(({ severity }) => severity === 'critical'),
        },
        proxmox: {
          nodes: proxmox.nodes.nodes.length,
          nodesOnline: proxmox.nodes.nodes.filter(({ online }) => online).length,
          vms: guests.filter(({ kind }) => kind === 'vm').length,
          containers: guests.filter(({ kind }) => kind === 'lxc').length,
        },
        k8s: {
          pods: pods.length,
          pending: pods.filter(({ status }) => status === 'Pending').length,
          failed: pods.filter(({ status }) => status === 'CrashLoopBackOff').length,
          nodesReady: k8s.nodes.nodes.filter(({ ready }) => ready).length,
        },
        security: {
          critical: security.alerts.alerts.filter(({ severity }) => severity === 'critical').length,
          warnings: security.alerts.alerts.filter(({ severity }) => severity === 'warning').length,
        },
      });
      expect(gear.reduce((sum, device) => sum + (device.clients ?? 0), 0)).toBe(clients.length);
      expect(sum(k8s.namespaces.namespaces.map((it) => it.pods))).toBe(pods.length);
      expect(sum(k8s.namespaces.namespaces.map((it) => it.failed))).toBe(k8s.status.failed);
    }
  });

  test('things keep their names, and no two share one', () => {
    const names = ({ network, proxmox, k8s }: ReturnType<typeof everything>) => ({
      clients: network.clients.clients.map(({ id }) => id),
      guests: proxmox.guests.guests.map(({ id }) => String(id)),
      pods: k8s.pods.pods.map(({ name }) => name),
    });
    const first = names(everything(0));
    for (const list of Object.values(first)) expect(new Set(list).size).toBe(list.length);
    for (const minutes of INSTANTS) expect(names(everything(minutes))).toEqual(first);
  });

  test('nothing that is told lies in the future', () => {
    for (const minutes of INSTANTS) {
      const { network, k8s, security } = everything(minutes);
      const told = [
        ...network.alerts.alerts,
        ...k8s.events.events,
        ...security.alerts.alerts,
        ...security.logs.lines,
      ];
      for (const it of told) expect(Date.parse(it.at ?? '')).toBeLessThanOrEqual(at(minutes));
    }
  });

  test('load moves in small steps', () => {
    for (const minutes of INSTANTS) {
      const before = everything(minutes).proxmox.nodes.nodes;
      const after = everything(minutes + 0.05).proxmox.nodes.nodes;
      for (const [index, node] of before.entries()) {
        const next = after[index];
        if (!node.online || !next?.online) continue;
        expect(Math.abs((node.cpuPercent ?? 0) - (next.cpuPercent ?? 0))).toBeLessThan(1);
      }
    }
  });
});

describe('trouble', () => {
  const NOTICED: Readonly<Record<string, (it: ReturnType<typeof everything>) => boolean>> = {
    'pod-crash-loop': ({ k8s }) => k8s.status.failed === 1,
    'access-point-busy': ({ network }) => network.alerts.alerts[0]?.device === 'AP-Hall',
    'guest-stopped': ({ proxmox }) =>
      proxmox.guests.guests.some((it) => it.name === 'nextcloud' && it.state === 'stopped'),
    'access-point-down': ({ network }) => network.status.offline?.[0] === 'AP-Attic',
    'critical-alert': ({ security }) => security.status.critical === 1,
    'node-down': ({ proxmox, k8s }) =>
      proxmox.status.offline?.[0] === 'pve3' && k8s.status.nodesReady === 2,
    'pod-pending': ({ k8s }) => k8s.status.pending === 1,
  };
  const TURN_MIN = TURN_MS / MINUTE_MS;

  test.for(SCHEDULE)('$fault is seen from minute $fromMin to $toMin', (episode) => {
    const seen = (minutes: number) => NOTICED[episode.fault]?.(everything(minutes));
    const { fromMin, toMin } = episode;
    expect([fromMin - 0.1, fromMin, toMin - 0.1, toMin].map(seen)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(seen(TURN_MIN + fromMin), 'and again in the next turn').toBe(true);
  });

  test('one comes after the other, with calm at both ends of a turn', () => {
    const bounds = SCHEDULE.flatMap(({ fromMin, toMin }) => [fromMin, toMin]);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(bounds[0]).toBeGreaterThanOrEqual(10);
    expect(bounds.at(-1)).toBeLessThan(TURN_MIN);
  });

  test('leaves a node with a short uptime', () => {
    const uptime = (minutes: number) =>
      everything(minutes).proxmox.nodes.nodes.find(({ name }) => name === 'pve3')?.uptimeSec;
    expect(uptime(0)).toBeGreaterThan(14 * 86_400);
    expect(uptime(88)).toBe(60);
    expect(uptime(TURN_MIN + 1)).toBe((TURN_MIN + 1 - 87) * 60);
  });
});

test('the same house at the same time is the same; another house is not', () => {
  expect(everything(33.3)).toEqual(everything(33.3));
  expect(everything(33.3, { ...world, seed: 2 }).network).not.toEqual(everything(33.3).network);
});

test('a clock that was set back sees the calm start', () => {
  expect(everything(-500)).toEqual(everything(0));
});

test('a client finds another access point now and then', () => {
  const placeOf = (minutes: number) =>
    everything(minutes).network.clients.clients.map(({ accessPoint }) => accessPoint);
  expect(placeOf(20)).not.toEqual(placeOf(0));
  expect(placeOf(20)).toEqual(placeOf(21));
});

test('plex is known in several places', () => {
  const { proxmox, k8s } = everything(0);
  expect({
    guest: proxmox.guests.guests.find(({ name }) => name === 'plex')?.kind,
    service: k8s.services.services.find(({ name }) => name === 'plex')?.type,
    pods: k8s.pods.pods.filter(({ name }) => name.startsWith('plex')).length,
  }).toEqual({ guest: 'lxc', service: 'ExternalName', pods: 1 });
});

test('the lists have the length of real ones, with the odd letters of real ones', () => {
  const { security, k8s, network } = everything(0);
  expect(security.firewall.rules).toHaveLength(14);
  expect(security.logs.lines).toHaveLength(25);
  expect(k8s.events.events).toHaveLength(10);
  const text = JSON.stringify([security.logs, network.clients]);
  for (const odd of ['📱', 'ö', '\\u001b[31m']) expect(text).toContain(odd);
});

const sum = (values: readonly number[]): number => values.reduce((total, it) => total + it, 0);
