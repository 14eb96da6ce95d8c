import type {
  Client,
  Clients,
  NetworkAlert,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
} from '../network/network.ts';
import { HOUSEHOLD, type Member } from './household.ts';
import { type Moment, momentOf, type World } from './moment.ts';

export interface NetworkNow {
  readonly status: NetworkStatus;
  readonly details: NetworkDetails;
  readonly alerts: NetworkAlerts;
  readonly clients: Clients;
}

const ROAMING_MIN = 15;
const MBPS = 1_000_000;

/** The whole network at one instant: every answer is drawn from the same clients and gear. */
export function networkAt(world: World, now: number): NetworkNow {
  const moment = momentOf(world, now);
  const clients = HOUSEHOLD.map((member, index) => toClient(member, index, moment));
  const gear = gearOf(clients, moment);
  const alerts = alertsAt(moment);
  const offline = gear.filter(({ online }) => !online).map(({ name }) => name);

  return {
    status: {
      devices: clients.length,
      accessPoints: gear.filter(({ kind }) => kind === 'access-point').length,
      alerts: alerts.length,
      offline,
    },
    details: {
      uptimeSec: moment.uptime(41.3),
      wan: {
        up: true,
        ip: '203.0.113.7',
        downBps: Math.round(moment.drift('wan-down', 125, 90) * MBPS),
        upBps: Math.round(moment.drift('wan-up', 18, 12) * MBPS),
      },
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

function toClient({ name, link }: Member, index: number, moment: Moment): Client {
  const mac = Array.from({ length: 5 }, (_, octet) =>
    Math.floor(moment.chance('mac', name, octet) * 256)
      .toString(16)
      .padStart(2, '0'),
  );
  const known = {
    id: ['02', ...mac].join(':'),
    name,
    ip: `192.168.1.${20 + index}`,
    wired: link === 'wired',
    connectedSec: moment.uptime(0.1 + 20 * moment.chance('joined', name)),
  };
  if (link === 'wired') return known;
  return {
    ...known,
    accessPoint: accessPointOf(name, link, moment),
    signalDbm: Math.round(moment.drift(`signal/${name}`, -58, 14)),
  };
}

/** Phones wander between access points; when one is down, everybody is on the other. */
function accessPointOf(name: string, home: Exclude<Member['link'], 'wired'>, moment: Moment) {
  if (moment.isOn('access-point-down')) return 'AP-Hall';
  const walk = Math.floor(moment.minutes / ROAMING_MIN);
  if (walk === 0 || moment.chance('roam', name, walk) > 0.2) return home;
  return home === 'AP-Hall' ? 'AP-Attic' : 'AP-Hall';
}

function gearOf(clients: readonly Client[], moment: Moment): NonNullable<NetworkDetails['gear']> {
  const on = (name: string) => clients.filter(({ accessPoint }) => accessPoint === name).length;
  const wired = clients.filter((client) => client.wired).length;
  return [
    { name: 'UDM-Pro', kind: 'gateway', online: true },
    { name: 'USW-24', kind: 'switch', online: true, clients: wired },
    { name: 'AP-Hall', kind: 'access-point', online: true, clients: on('AP-Hall') },
    {
      name: 'AP-Attic',
      kind: 'access-point',
      online: !moment.isOn('access-point-down'),
      clients: on('AP-Attic'),
    },
  ];
}

function alertsAt(moment: Moment): NetworkAlert[] {
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
