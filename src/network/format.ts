import {
  formatCount,
  formatCounts,
  formatDuration,
  formatPercent,
  formatRate,
} from '../core/figures.ts';
import type { LocalTime } from '../core/local-time.ts';
import { listAlerts, wordAlert } from '../operation/alerts.ts';
import type { Finding } from '../operation/operation.ts';
import type { Problem } from '../operation/problem.ts';
import { toStatusFinding } from '../operation/status-finding.ts';
import type { Client, Gear, NetworkAlert, NetworkDetails, NetworkStatus } from './network.ts';

/** `Network OK. 47 devices, 2 APs, 0 alerts.`, or what is wrong in place of the OK. */
export function formatStatus(
  { devices, accessPoints, alerts }: NetworkStatus,
  problems: readonly Problem[],
): Finding {
  const counts = formatCounts([devices, 'device'], [accessPoints, 'AP'], [alerts, 'alert']);
  return toStatusFinding('Network', problems, counts);
}

export const fineWords = ({ devices }: NetworkStatus): string =>
  devices === undefined ? 'up' : `${devices} dev`;

/** Uptime and throughput, then the gear: what is down first. */
export function formatDetails({ uptimeSec, wan, lan, gear = [] }: NetworkDetails): Finding {
  const down = gear.filter(({ online }) => online === false);
  const others = gear.filter(({ online }) => online !== false);
  return {
    text: [
      ...down.map(({ name }) => `! ${name} down`),
      ...(uptimeSec === undefined ? [] : [`Network up ${formatDuration(uptimeSec)}`]),
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

function formatGear({ name, online, clients }: Gear): string {
  if (online === undefined) return `${name} ?`;
  return clients === undefined ? `${name} up` : `${name} ${formatCount(clients, 'client')}`;
}

/** One of them, with what it says about itself. */
export function formatDevice({ name, kind, online, ...it }: Gear): string {
  const state = { true: 'up', false: 'down' }[String(online)] ?? 'state ?';
  const up = it.uptimeSec === undefined ? '' : ` ${formatDuration(it.uptimeSec)}`;
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

const throughput = ({ downBps, upBps }: Throughput): string =>
  downBps === undefined || upBps === undefined
    ? 'up'
    : `down ${formatRate(downBps)}, up ${formatRate(upBps)}`;

export const formatAlerts = (alerts: readonly NetworkAlert[], time: LocalTime): Finding =>
  listAlerts('Network', alerts, time);

export const formatAlert = (alert: NetworkAlert, time: LocalTime): string =>
  wordAlert(alert, alert.device && `On ${alert.device}`, time);

export const formatClients = (clients: readonly Client[]): Finding => ({
  text: `Network: ${formatCount(clients.length, 'client')}`,
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
