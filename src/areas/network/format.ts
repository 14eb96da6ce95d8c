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
import type { Finding } from '../../operation/finding.ts';
import type { NamedProblem } from '../../operation/problem.ts';
import { listAlerts, wordAlert } from '../shared/alert-list.ts';
import { toStatusFinding } from '../shared/status-finding.ts';
import { isDerived } from './derived-alerts.ts';
import type { Client, Device, NetworkAlert, NetworkDetails, NetworkStatus } from './network.ts';

/** Returns `Network OK. 47 clients, 2 APs, 0 alerts.`, with the problems in place of the OK if there are any. */
export function formatStatus(status: NetworkStatus, problems: readonly NamedProblem[]): Finding {
  const { devices: clients, accessPoints, alerts, blocked = [] } = status;
  const counts =
    formatCounts([clients, 'client'], [accessPoints, 'AP'], [alerts, 'alert']) || '? clients';
  const parts = [counts, formatUnrated(status), formatBlocked(blocked)].filter(Boolean).join(', ');
  return toStatusFinding('Network', problems, parts);
}

/** Critical alerts are named above the counts; while some alerts are unrated, there may be more of them, or any. */
const formatUnrated = ({ unrated = 0, critical = [] }: NetworkStatus): string => {
  if (unrated === 0) return '';
  return critical.length === 0 ? '? critical' : `${unrated} unrated`;
};

/** Names the blocked client, or counts them: not a problem, but it explains a tablet without network. */
function formatBlocked(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${names.length === 1 ? names[0] : names.length} blocked`;
}

/** Returns the summary when there is no problem: the number of alerts if there are any, otherwise of clients. */
export const fineWords = (status: NetworkStatus): string => {
  const { devices: clients, alerts } = status;
  const unrated = formatUnrated(status);
  if (alerts) return [formatCount(alerts, 'alert'), unrated].filter(Boolean).join(', ');
  if (unrated) return unrated;
  return clients === undefined ? 'up' : formatCount(clients, 'client');
};

/** Lists the devices that are down, then uptime and throughput, then the other devices. */
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
      ...others.map(formatDeviceLine),
    ].join('\n'),
  };
}

function formatWan(wan: NonNullable<NetworkDetails['wan']>): string {
  if (!wan.up) return '! WAN down';
  const ip = wan.ip ? `, ${wan.ip}` : '';
  return `WAN ${throughput(wan)}${ip}`;
}

function formatDeviceLine({ name, online, clients }: Device): string {
  if (online === undefined) return `${name} ?`;
  return clients === undefined ? `${name} up` : `${name} ${formatCount(clients, 'client')}`;
}

/** Formats one device in full. */
export function formatDevice({ name, kind, online, ...rest }: Device): string {
  const state = { true: 'up', false: 'down' }[String(online)] ?? 'state ?';
  // Sources report an uptime of 0 for a device that is down as well, which is not how long it has been down.
  const up = online && rest.uptimeSec !== undefined ? ` ${formatDuration(rest.uptimeSec)}` : '';
  const load = [
    ...(rest.cpuPercent === undefined ? [] : [`CPU ${formatPercent(rest.cpuPercent)}`]),
    ...(rest.memoryPercent === undefined ? [] : [`RAM ${formatPercent(rest.memoryPercent)}`]),
    ...(rest.clients === undefined ? [] : [formatCount(rest.clients, 'client')]),
  ].join('  ');
  return [
    `${online ? '' : '! '}${name}, ${kind.replace('-', ' ')}`,
    `${state}${up}`,
    ...(load ? [load] : []),
    ...(rest.canUpdate ? ['Firmware update there'] : []),
  ].join('\n');
}

interface Throughput {
  readonly downBps?: number | undefined;
  readonly upBps?: number | undefined;
}

/** Says "in" and "out", because `WAN down 124 Mbps` would read as an outage. */
const throughput = ({ downBps, upBps }: Throughput): string =>
  downBps === undefined || upBps === undefined
    ? 'up'
    : `in ${formatRate(downBps)}, out ${formatRate(upBps)}`;

/** The alerts that the relay derives are not counted unless all alerts of the source were seen. */
export function formatAlerts(
  alerts: readonly NetworkAlert[],
  time: LocalTime,
  unseen?: PartialView,
): Finding {
  const told = unseen ? alerts.filter((alert) => !isDerived(alert)) : alerts;
  return listAlerts('Network', { alerts, unseen, counted: told.length }, time);
}

export const formatAlert = (alert: NetworkAlert, time: LocalTime): string =>
  wordAlert(alert, alert.device && `On ${alert.device}`, time);

export const formatClients = (clients: readonly Client[], unseen?: PartialView): Finding => ({
  text: `Network: ${formatSeen(clients.length, unseen, ['client'])}`,
  rows: clients.map((client) => ({
    id: client.id,
    text: `${client.name} ${formatLink(client)}`.trim(),
  })),
});

const formatLink = ({ wired, accessPoint }: Client): string => {
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
    `${formatLink(client) || 'link ?'}${signal}`,
    connectedSec === undefined ? 'Connected since ?' : `Connected ${formatDuration(connectedSec)}`,
  ].join('\n');
};
