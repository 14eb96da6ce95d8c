import { formatBytes, formatCount, formatDuration, formatPercent } from '../core/figures.ts';
import type { Glance } from '../menu/area.ts';
import { judged } from '../operation/judged.ts';
import type { Finding } from '../operation/operation.ts';
import type { Guest, ProxmoxNode, ProxmoxStatus } from './proxmox.ts';

/** `Proxmox OK. 3 nodes, 12 VMs, 8 LXC.` over the cluster's load, or what is wrong in place of OK. */
export function formatStatus(status: ProxmoxStatus): Finding {
  const { nodes, vms, containers } = status;
  const counts = `${formatCount(nodes, 'node')}, ${formatCount(vms, 'VM')}, ${containers} LXC`;
  const finding = judged('Proxmox', troubleOf(status), counts);
  return { ...finding, text: `${finding.text}\n${formatLoad(status)}` };
}

export function glanceStatus(status: ProxmoxStatus): Glance {
  const trouble = troubleOf(status);
  const text = `${status.nodesOnline}/${status.nodes}`;
  return trouble ? { mood: 'trouble', text: trouble } : { mood: 'fine', text };
}

function troubleOf({ nodes, nodesOnline, offline = [] }: ProxmoxStatus): string | undefined {
  if (offline.length > 0) return `${offline.join(', ')} down`;
  if (nodesOnline < nodes) return `${formatCount(nodes - nodesOnline, 'node')} down`;
  return nodes === 0 ? 'no nodes seen' : undefined;
}

type Load = Pick<ProxmoxNode, 'cpuPercent' | 'memoryPercent' | 'diskPercent'>;

const formatLoad = ({ cpuPercent, memoryPercent, diskPercent }: Load): string =>
  [
    `CPU ${formatPercent(cpuPercent)}`,
    `RAM ${formatPercent(memoryPercent)}`,
    `Disk ${formatPercent(diskPercent)}`,
  ].join('  ');

/** Every node in a line or two, those that are down first. */
export const formatDetails = (nodes: readonly ProxmoxNode[]): Finding => ({
  text:
    nodes.length === 0
      ? 'Proxmox: no nodes seen'
      : nodes.toSorted(downFirst).map(formatNode).join('\n'),
});

export const formatNodes = (nodes: readonly ProxmoxNode[]): Finding => ({
  text: `Proxmox: ${formatCount(nodes.length, 'node')}`,
  rows: nodes.toSorted(downFirst).map((node) => ({
    id: node.name,
    text: node.online
      ? `${node.name} CPU ${formatPercent(node.cpuPercent)}`
      : `! ${node.name} down`,
  })),
});

export function formatNode(node: ProxmoxNode): string {
  if (!node.online) return `! ${node.name} down`;
  const uptime = node.uptimeSec === undefined ? '' : ` up ${formatDuration(node.uptimeSec)}`;
  return `${node.name}${uptime}\n${formatLoad(node)}`;
}

const downFirst = (a: ProxmoxNode, b: ProxmoxNode): number => Number(a.online) - Number(b.online);

/** What does not run first: that is what one looks for. */
export const formatGuests = (guests: readonly Guest[]): Finding => ({
  text: `Proxmox: ${formatCount(guests.filter(isVm).length, 'VM')}, ${guests.filter(isContainer).length} LXC`,
  rows: guests.toSorted(stoppedFirst).map((guest) => ({
    id: String(guest.id),
    text: isRunning(guest)
      ? `${guest.name} ${guest.node} ${formatPercent(guest.cpuPercent)}`
      : `! ${guest.name} ${guest.state}`,
  })),
});

const isVm = ({ kind }: Guest): boolean => kind === 'vm';
const isContainer = ({ kind }: Guest): boolean => kind === 'lxc';
const isRunning = ({ state }: Guest): boolean => state === 'running';
const stoppedFirst = (a: Guest, b: Guest): number => Number(isRunning(a)) - Number(isRunning(b));

export const nameGuest = ({ kind, id, name }: Guest): string =>
  `${kind === 'vm' ? 'VM' : 'LXC'} ${id} ${name}`;

export function formatGuest(guest: Guest): string {
  const { node, state, cpuPercent, memoryUsedBytes, memoryTotalBytes, diskTotalBytes, uptimeSec } =
    guest;
  const uptime = uptimeSec === undefined ? '' : ` ${formatDuration(uptimeSec)}`;
  const head = `${isRunning(guest) ? '' : '! '}${nameGuest(guest)}`;
  if (!isRunning(guest)) return `${head}\n${state} on ${node}`;
  return [
    head,
    `running${uptime} on ${node}`,
    `CPU ${formatPercent(cpuPercent)}  RAM ${bytes(memoryUsedBytes)} of ${bytes(memoryTotalBytes)}`,
    `Disk ${bytes(diskTotalBytes)}`,
  ].join('\n');
}

const bytes = (amount: number | undefined): string =>
  amount === undefined ? '?' : formatBytes(amount);
