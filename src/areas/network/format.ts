import {
  formatCount,
  formatCounts,
  formatDuration,
  formatPercent,
  formatRate,
} from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { PartialView } from '../../core/reading.ts';
import { formatSeen } from '../../core/unseen.ts';
import type { Finding } from '../../operation/operation.ts';
import type { Problem } from '../../operation/problem.ts';
import { listAlerts, wordAlert } from '../shared/alert-list.ts';
import { toStatusFinding } from '../shared/status-finding.ts';
import type { Client, Device, NetworkAlert, NetworkDetails, NetworkStatus } from './network.ts';

/** `Network OK. 47 clients, 2 APs, 0 alerts.`, or what is wrong in place of the OK. */
export function formatStatus(
  { devices: clients, accessPoints, alerts, blocked = [] }: NetworkStatus,
  problems: readonly Problem[],
): Finding {
  const counts = formatCounts([clients, 'client'], [accessPoints, 'AP'], [alerts, 'alert']);
  const parts = [counts, formatBlocked(blocked)].filter(Boolean).join(', ');
  return toStatusFinding('Network', problems, parts);
}

/** Nothing is broken by it, but whoever wonders about a dead tablet should read it. */
function formatBlocked(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${names.length === 1 ? names[0] : names.length} blocked`;
}

/** Without trouble: how many clients there are, or that a look at the alerts is worth it. */
export const fineWords = ({ devices: clients, alerts }: NetworkStatus): string => {
  if (alerts) return formatCount(alerts, 'alert');
  return clients === undefined ? 'up' : formatCount(clients, 'client');
};

/** Uptime and throughput, then the gear: what is down first. */
export function formatDetails({ uptimeSec, wan, lan, gear = [] }: NetworkDetails): Finding {
  const down = gear.filter(({ online }) => online === false);
  const others = gear.filter(({ online }) => online !== false);
  const isGatewayDown = down.some(({ kind }) => kind === 'gateway');
  return {
    text: [
      ...down.map(({ name }) => `! ${name} down`),
      ...(uptimeSec === undefined || isGatewayDown
        ? []
        : [`Network up ${formatDuration(uptimeSec)}`]),
      ...(wan ? [formatWan(wan)] : []),
      ...(lan ? [`LAN ${throughput(lan)}`] : []),
      ...others.map(formatGear),
    ].join('\n'),
  };
}

function formatWan(wan: NonNullable<NetworkDetails['wan']>): string {
  if (!wan.up) return '! WAN down';
  const ip = wan.ip ? `, ${wan.ip}` : '';
  return `WAN ${throughput(wan)}${ip}`;
}

function formatGear({ name, online, clients }: Device): string {
  if (online === undefined) return `${name} ?`;
  return clients === undefined ? `${name} up` : `${name} ${formatCount(clients, 'client')}`;
}

/** One of them, with what it says about itself. */
export function formatDevice({ name, kind, online, ...it }: Device): string {
  const state = { true: 'up', false: 'down' }[String(online)] ?? 'state ?';
  // An uptime of 0 is told of the dead as well, and is no time for which they have been so.
  const up = online && it.uptimeSec !== undefined ? ` ${formatDuration(it.uptimeSec)}` : '';
  const load = [
    ...(it.cpuPercent === undefined ? [] : [`CPU ${formatPercent(it.cpuPercent)}`]),
    ...(it.memoryPercent === undefined ? [] : [`RAM ${formatPercent(it.memoryPercent)}`]),
    ...(it.clients === undefined ? [] : [formatCount(it.clients, 'client')]),
  ].join('  ');
  return [
    `${online ? '' : '! '}${name}, ${kind.replace('-', ' ')}`,
    `${state}${up}`,
    ...(load ? [load] : []),
    ...(it.canUpdate ? ['Firmware update there'] : []),
  ].join('\n');
}

interface Throughput {
  readonly downBps?: number | undefined;
  readonly upBps?: number | undefined;
}

/** In and out: `WAN down 124 Mbps` reads as an outage. */
const throughput = ({ downBps, upBps }: Throughput): string =>
  downBps === undefined || upBps === undefined
    ? 'up'
    : `in ${formatRate(downBps)}, out ${formatRate(upBps)}`;

export const formatAlerts = (
  alerts: readonly NetworkAlert[],
  time: LocalTime,
  unseen?: PartialView,
): Finding => listAlerts('Network', { alerts, unseen }, time);

export const formatAlert = (alert: NetworkAlert, time: LocalTime): string =>
  wordAlert(alert, alert.device && `On ${alert.device}`, time);

export const formatClients = (clients: readonly Client[], unseen?: PartialView): Finding => ({
  text: `Network: ${formatSeen(clients.length, unseen, ['client'])}`,
  rows: clients.map((client) => ({
    id: client.id,
    text: `${client.name} ${whereIs(client)}`.trim(),
  })),
});

const whereIs = ({ wired, accessPoint }: Client): string => {
  if (accessPoint) return accessPoint;
  if (wired === undefined) return '';
  return wired ? 'wired' : 'wifi';
};

export const formatClient = (client: Client): string => {
  const { name, ip, id, signalDbm, connectedSec } = client;
  const signal = signalDbm === undefined ? '' : `, signal ${signalDbm} dBm`;
  return [
    `Client ${name}`,
    `IP ${ip ?? '?'}, ${id}`,
    `${whereIs(client) || 'link ?'}${signal}`,
    connectedSec === undefined ? 'Connected since ?' : `Connected ${formatDuration(connectedSec)}`,
  ].join('\n');
};
