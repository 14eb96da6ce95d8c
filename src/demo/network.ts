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

/** The whole network at one instant: every answer is drawn from the same clients and gear. */
export function networkAt(world: DemoState, now: number): NetworkNow {
  const moment = worldAt(world, now);
  const clients = CLIENT_NAMES.flatMap((member, index) => toClient(member, index, moment) ?? []);
  const gear = gearOf(clients, moment);
  const alerts = alertsAt(moment);
  const offline = gear.filter(({ online }) => !online).map(({ name }) => name);
  const gateway = gear.find(({ kind }) => kind === 'gateway');
  const wan = gateway?.online ? wanAt(moment) : { up: false, downBps: 0, upBps: 0 };

  return {
    status: {
      devices: clients.length,
      accessPoints: gear.filter(({ kind }) => kind === 'access-point').length,
      alerts: alerts.length,
      offline,
      gear,
      wan: { up: wan.up },
      critical: alerts.filter(({ severity }) => severity === 'critical'),
      blocked: blockedAt(moment),
    },
    details: {
      uptimeSec: gateway?.uptimeSec ?? 0,
      wan,
      lan: {
        downBps: Math.round(moment.drift('lan-down', 410, 260) * MBPS),
        upBps: Math.round(moment.drift('lan-up', 240, 150) * MBPS),
      },
      gear,
    },
    alerts: { alerts },
    clients: { clients },
  };
}

/** Whom somebody blocked by a text, and nobody let in again. */
const blockedAt = (moment: DemoWorld): string[] =>
  moment.changes('client').flatMap(([name, { verb }]) => (verb === 'block' ? [name] : []));

const wanAt = (moment: DemoWorld) => ({
  up: true,
  ip: '203.0.113.7',
  downBps: Math.round(moment.drift('wan-down', 125, 90) * MBPS),
  upBps: Math.round(moment.drift('wan-up', 18, 12) * MBPS),
});

/** The address of a client or of gear, which is the same for ever. */
export function macOf(name: string, moment: DemoWorld): string {
  const octets = Array.from({ length: 5 }, (_, octet) =>
    Math.floor(moment.chance('mac', name, octet) * 256)
      .toString(16)
      .padStart(2, '0'),
  );
  return ['02', ...octets].join(':');
}

function toClient({ name, link }: Member, index: number, moment: DemoWorld): Client | undefined {
  const usual = link === 'wired' ? undefined : accessPointOf(name, link, moment);
  const gaps = downtimeOfMember(name, usual, moment);
  if (isAway(gaps, moment)) return undefined;
  const known = {
    id: macOf(name, moment),
    name,
    ip: `192.168.1.${20 + index}`,
    wired: link === 'wired',
    connectedSec: Math.min(
      moment.uptime(0.1 + 20 * moment.chance('joined', name)),
      moment.secondsSince(lastBack(gaps, moment)),
    ),
  };
  if (!usual) return known;
  return {
    ...known,
    accessPoint: isDown(usual, moment) ? OTHER[usual] : usual,
    signalDbm: Math.round(moment.drift(`signal/${name}`, -58, 14)),
  };
}

type AccessPoint = Exclude<Member['link'], 'wired'>;
const OTHER = { 'AP-Hall': 'AP-Attic', 'AP-Attic': 'AP-Hall' } as const;

/** Phones wander between access points; when one is down, everybody is on the other. */
function accessPointOf(name: string, home: AccessPoint, moment: DemoWorld): AccessPoint {
  const walk = Math.floor(moment.minutes / ROAMING_MIN);
  if (walk === 0 || moment.chance('roam', name, walk) > 0.2) return home;
  return OTHER[home];
}

const isLost = (name: string, moment: DemoWorld): boolean =>
  name === 'AP-Attic' && moment.isOn('access-point-down');

const isDown = (name: string, moment: DemoWorld): boolean =>
  isLost(name, moment) || isAway(downtimeOf(name, moment), moment);

const UP_DAYS = 41.3;

function gearOf(clients: readonly Client[], moment: DemoWorld): Device[] {
  const on = (name: string) => clients.filter(({ accessPoint }) => accessPoint === name).length;
  const wired = clients.filter((client) => client.wired).length;

  const gear = (name: string, kind: Device['kind']): Device => {
    const known = { ids: [macOf(name, moment)], name, kind };
    if (isDown(name, moment)) return { ...known, online: false };
    const trouble = name === 'AP-Attic' ? 'access-point-down' : undefined;
    const back = moment.secondsSince(lastBack(downtimeOf(name, moment), moment));
    return { ...known, online: true, uptimeSec: Math.min(moment.uptime(UP_DAYS, trouble), back) };
  };

  return [
    gear('UDM-Pro', 'gateway'),
    { ...gear(SWITCH, 'switch'), clients: wired },
    { ...gear('AP-Hall', 'access-point'), clients: on('AP-Hall') },
    { ...gear('AP-Attic', 'access-point'), clients: on('AP-Attic') },
  ];
}

/** The ports of the one switch, and who is on them; other gear has none to tell of. */
export function portsAt(world: DemoState, now: number, device: string): Ports {
  if (device !== SWITCH) return { ports: [] };
  const moment = worldAt(world, now);
  const { clients, details } = networkAt(world, now);
  const online = (details.gear ?? []).filter((it) => it.online);
  const present = new Set([...clients.clients, ...online].map(({ name }) => name));
  return {
    ports: SWITCH_PORTS.map(({ number, poe, feeds, name }) => ({
      number,
      poe,
      powers: feeds === true,
      holds: name !== undefined && present.has(name) ? [macOf(name, moment)] : [],
    })),
  };
}

function alertsAt(moment: DemoWorld): NetworkAlert[] {
  const alerts: NetworkAlert[] = [];
  const busy = moment.spell('access-point-busy');
  if (busy.isOn) {
    const use = Math.round(moment.drift('channel', 91, 5));
    const message = `Channel 36 is ${use}% in use, speeds drop`;
    alerts.push({ at: moment.iso(busy.since), severity: 'warning', message, device: 'AP-Hall' });
  }
  const down = moment.spell('access-point-down');
  if (down.isOn) {
    const message = 'AP-Attic lost its uplink and is offline';
    alerts.push({ at: moment.iso(down.since), severity: 'critical', message, device: 'AP-Attic' });
  }
  return alerts;
}
