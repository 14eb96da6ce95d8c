import type {
  Client,
  Clients,
  Device,
  NetworkAlert,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
  Ports,
} from '../areas/network/network.ts';
import { CLIENT_NAMES, type Member } from './client-names.ts';
import { downtimeOf, downtimeOfMember, isAway, lastBack } from './network-downtime.ts';
import { SWITCH, SWITCH_PORTS } from './switch-ports.ts';
import { type DemoState, type DemoWorld, worldAt } from './world-at.ts';

export interface NetworkNow {
  readonly status: NetworkStatus;
  readonly details: NetworkDetails;
  readonly alerts: NetworkAlerts;
  readonly clients: Clients;
}

const ROAMING_MIN = 15;
const MBPS = 1_000_000;

/** Returns the whole network at one instant; all answers are made from the same clients and devices. */
export function networkAt(demoState: DemoState, now: number): NetworkNow {
  const world = worldAt(demoState, now);
  const clients = CLIENT_NAMES.flatMap((member, index) => toClient(member, index, world) ?? []);
  const gear = devicesOf(clients, world);
  const alerts = alertsAt(world);
  const offline = gear.filter(({ online }) => !online).map(({ name }) => name);
  const gateway = gear.find(({ kind }) => kind === 'gateway');
  const isWanUp = gateway?.online && !world.isOn('wan-down');
  const wan = isWanUp ? wanAt(world) : { up: false, downBps: 0, upBps: 0 };

  return {
    status: {
      devices: clients.length,
      accessPoints: gear.filter(({ kind }) => kind === 'access-point').length,
      alerts: alerts.length,
      offline,
      gear,
      wan: { up: wan.up },
      critical: alerts.filter(({ severity }) => severity === 'critical'),
      blocked: blockedAt(world),
    },
    details: {
      uptimeSec: gateway?.uptimeSec ?? 0,
      wan,
      lan: {
        downBps: Math.round(world.fluctuate('lan-down', 410, 260) * MBPS),
        upBps: Math.round(world.fluctuate('lan-up', 240, 150) * MBPS),
      },
      gear,
    },
    alerts: { alerts },
    clients: { clients },
  };
}

/** Returns the names of clients that were blocked by a text and not unblocked since. */
const blockedAt = (world: DemoWorld): string[] =>
  world.changes('client').flatMap(([name, { verb }]) => (verb === 'block' ? [name] : []));

const wanAt = (world: DemoWorld) => ({
  up: true,
  ip: '203.0.113.7',
  downBps: Math.round(world.fluctuate('wan-down', 125, 90) * MBPS),
  upBps: Math.round(world.fluctuate('wan-up', 18, 12) * MBPS),
});

/** Returns the MAC address of a client or device, which never changes. */
export function macOf(name: string, world: DemoWorld): string {
  const octets = Array.from({ length: 5 }, (_, octet) =>
    Math.floor(world.random('mac', name, octet) * 256)
      .toString(16)
      .padStart(2, '0'),
  );
  return ['02', ...octets].join(':');
}

function toClient({ name, link }: Member, index: number, world: DemoWorld): Client | undefined {
  const usualAccessPoint = link === 'wired' ? undefined : accessPointOf(name, link, world);
  const downtimes = downtimeOfMember(name, usualAccessPoint, world);
  if (isAway(downtimes, world) || world.isOn('switch-down')) return undefined;
  const known = {
    id: macOf(name, world),
    name,
    ip: `192.168.1.${20 + index}`,
    wired: link === 'wired',
    connectedSec: Math.min(
      world.uptime(0.1 + 20 * world.random('joined', name)),
      world.secondsSince(lastBack(downtimes, world)),
    ),
  };
  if (!usualAccessPoint) return { ...known, uplinkId: macOf(SWITCH, world) };
  const accessPoint = isDown(usualAccessPoint, world) ? OTHER[usualAccessPoint] : usualAccessPoint;
  return {
    ...{ ...known, accessPoint, uplinkId: macOf(accessPoint, world) },
    signalDbm: Math.round(world.fluctuate(`signal/${name}`, -58, 14)),
  };
}

type AccessPoint = Exclude<Member['link'], 'wired'>;
const OTHER = { 'AP-Hall': 'AP-Attic', 'AP-Attic': 'AP-Hall' } as const;

/** Clients roam between the access points. */
function accessPointOf(name: string, home: AccessPoint, world: DemoWorld): AccessPoint {
  const walk = Math.floor(world.minutes / ROAMING_MIN);
  if (walk === 0 || world.random('roam', name, walk) > 0.2) return home;
  return OTHER[home];
}

/** The switch, and the devices that get their power and their network from it. */
const ON_SWITCH: ReadonlySet<string> = new Set([SWITCH, 'AP-Hall', 'AP-Attic']);

const isLost = (name: string, world: DemoWorld): boolean =>
  (name === 'AP-Attic' && world.isOn('access-point-down')) ||
  (ON_SWITCH.has(name) && world.isOn('switch-down'));

const isDown = (name: string, world: DemoWorld): boolean =>
  isLost(name, world) || isAway(downtimeOf(name, world), world);

/** The devices that others are plugged into. */
const UPLINKS: Readonly<Record<string, string>> = {
  [SWITCH]: 'UDM-Pro',
  'AP-Hall': SWITCH,
  'AP-Attic': SWITCH,
};

const UP_DAYS = 41.3;

function devicesOf(clients: readonly Client[], world: DemoWorld): Device[] {
  const on = (name: string) => clients.filter(({ accessPoint }) => accessPoint === name).length;
  const wired = clients.filter((client) => client.wired).length;

  const gear = (name: string, kind: Device['kind']): Device => {
    const uplink = UPLINKS[name];
    const known = {
      ...{ ids: [macOf(name, world)], name, kind },
      ...(uplink !== undefined && { uplinkId: macOf(uplink, world) }),
    };
    if (isDown(name, world)) return { ...known, online: false };
    const fault = name === 'AP-Attic' ? 'access-point-down' : undefined;
    const back = world.secondsSince(lastBack(downtimeOf(name, world), world));
    return { ...known, online: true, uptimeSec: Math.min(world.uptime(UP_DAYS, fault), back) };
  };

  return [
    gear('UDM-Pro', 'gateway'),
    { ...gear(SWITCH, 'switch'), clients: wired },
    { ...gear('AP-Hall', 'access-point'), clients: on('AP-Hall') },
    { ...gear('AP-Attic', 'access-point'), clients: on('AP-Attic') },
  ];
}

/** Returns the ports of the switch with their occupants; other devices have none. */
export function portsAt(demoState: DemoState, now: number, device: string): Ports {
  if (device !== SWITCH) return { ports: [] };
  const world = worldAt(demoState, now);
  const { clients, details } = networkAt(demoState, now);
  const online = (details.gear ?? []).filter((it) => it.online);
  const present = new Set([...clients.clients, ...online].map(({ name }) => name));
  return {
    ports: SWITCH_PORTS.map(({ number, poe, feeds, name }) => ({
      number,
      poe,
      powers: feeds === true,
      holds: name !== undefined && present.has(name) ? [macOf(name, world)] : [],
    })),
  };
}

function alertsAt(world: DemoWorld): NetworkAlert[] {
  const alerts: NetworkAlert[] = [];
  const busy = world.incident('access-point-busy');
  if (busy.isOn) {
    const use = Math.round(world.fluctuate('channel', 91, 5));
    const message = `Channel 36 is ${use}% in use, speeds drop`;
    alerts.push({ at: world.iso(busy.since), severity: 'warning', message, device: 'AP-Hall' });
  }
  const dead = world.incident('switch-down');
  if (dead.isOn) {
    const message = `${SWITCH} is offline, and all that is behind it`;
    alerts.push({ at: world.iso(dead.since), severity: 'critical', message, device: SWITCH });
  }
  const down = world.incident('access-point-down');
  if (down.isOn) {
    const message = 'AP-Attic lost its uplink and is offline';
    alerts.push({ at: world.iso(down.since), severity: 'critical', message, device: 'AP-Attic' });
  }
  return alerts;
}
