import { formatCount, formatDuration, formatRate } from '../core/figures.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Glance } from '../menu/area.ts';
import { listAlerts, wordAlert } from '../operation/alerts.ts';
import { judged } from '../operation/judged.ts';
import type { Finding } from '../operation/operation.ts';
import type { Client, NetworkAlert, NetworkDetails, NetworkStatus } from './network.ts';

/** `Network OK. 47 devices, 2 APs, 0 alerts.`, or what is wrong in place of the OK. */
export function formatStatus(status: NetworkStatus): Finding {
  const { devices, accessPoints, alerts } = status;
  const counts = [
    formatCount(devices, 'device'),
    formatCount(accessPoints, 'AP'),
    formatCount(alerts, 'alert'),
  ].join(', ');
  return judged('Network', troubleOf(status), counts);
}

export function glanceStatus(status: NetworkStatus): Glance {
  const trouble = troubleOf(status);
  return trouble
    ? { mood: 'trouble', text: trouble }
    : { mood: 'fine', text: `${status.devices} dev` };
}

function troubleOf({ offline = [], alerts }: NetworkStatus): string | undefined {
  if (offline.length > 0) return `${offline.join(', ')} down`;
  return alerts > 0 ? formatCount(alerts, 'alert') : undefined;
}

/** Uptime and throughput, then the gear: what is down first. */
export function formatDetails({ uptimeSec, wan, lan, gear = [] }: NetworkDetails): Finding {
  const down = gear.filter(({ online }) => !online);
  const up = gear.filter(({ online }) => online);
  return {
    text: [
      ...down.map(({ name }) => `! ${name} down`),
      `Network up ${formatDuration(uptimeSec)}`,
      wan.up ? `WAN ${throughput(wan)}${wan.ip ? `, ${wan.ip}` : ''}` : '! WAN down',
      `LAN ${throughput(lan)}`,
      ...up.map(({ name, clients }) =>
        clients === undefined ? `${name} up` : `${name} ${formatCount(clients, 'client')}`,
      ),
    ].join('\n'),
  };
}

const throughput = ({ downBps, upBps }: { downBps: number; upBps: number }): string =>
  `down ${formatRate(downBps)}, up ${formatRate(upBps)}`;

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
