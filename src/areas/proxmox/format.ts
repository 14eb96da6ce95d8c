import { formatBytes, formatCounts, formatDuration, formatPercent } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { PartialView } from '../../core/reading.ts';
import { countKind, formatSeen } from '../../core/unseen.ts';
import type { Finding } from '../../operation/finding.ts';
import type { NamedProblem } from '../../operation/problem.ts';
import { toStatusFinding } from '../shared/status-finding.ts';
import type { Backup, Guest, ProxmoxCounts, ProxmoxNode } from './proxmox.ts';

/** Returns `Proxmox OK. 3 nodes, 12 VMs, 8 LXC.` above the load of the cluster, with the problems in place of the OK if any. */
export function formatStatus(status: ProxmoxCounts, problems: readonly NamedProblem[]): Finding {
  const { nodes, vms, containers } = status;
  const counts = formatCounts([nodes, 'node'], [vms, 'VM'], [containers, 'LXC', 'LXC']) || '? VMs';
  const finding = toStatusFinding('Proxmox', problems, counts);
  return { ...finding, text: `${finding.text}\n${formatLoad(status)}`.trimEnd() };
}

export const fineWords = ({ nodes, nodesOnline = nodes }: ProxmoxCounts): string =>
  nodes === undefined ? 'partly' : `${nodesOnline}/${nodes}`;

type Load = Pick<ProxmoxNode, 'cpuPercent' | 'memoryPercent' | 'diskPercent'>;

/** Formats the load; values the source did not return are left out. */
const formatLoad = ({ cpuPercent, memoryPercent, diskPercent }: Load): string =>
  [
    ...(cpuPercent === undefined ? [] : [`CPU ${formatPercent(cpuPercent)}`]),
    ...(memoryPercent === undefined ? [] : [`RAM ${formatPercent(memoryPercent)}`]),
    ...(diskPercent === undefined ? [] : [`Disk ${formatPercent(diskPercent)}`]),
  ].join('  ');

/** Shows every node in one or two lines, nodes that are down first. */
export const formatDetails = (nodes: readonly ProxmoxNode[], unseen?: PartialView): Finding => ({
  text:
    nodes.length === 0
      ? `Proxmox: ${unseen ? '? nodes' : 'no nodes seen'}`
      : nodes.toSorted(downFirst).map(formatNode).join('\n'),
});

export const formatNodes = (nodes: readonly ProxmoxNode[], unseen?: PartialView): Finding => ({
  text: `Proxmox: ${formatSeen(nodes.length, unseen, ['node'])}`,
  others: 'are up',
  rows: nodes.toSorted(downFirst).map((node) => ({
    id: node.name,
    isWell: node.online,
    text: node.online
      ? `${node.name} ${formatLoad({ cpuPercent: node.cpuPercent }) || 'up'}`
      : `! ${node.name} down`,
  })),
});

export function formatNode(node: ProxmoxNode): string {
  if (!node.online) return `! ${node.name} down`;
  const uptime = node.uptimeSec === undefined ? '' : ` up ${formatDuration(node.uptimeSec)}`;
  return `${node.name}${uptime}\n${formatLoad(node)}`.trimEnd();
}

const downFirst = (a: ProxmoxNode, b: ProxmoxNode): number => Number(a.online) - Number(b.online);

/** Lists the guests that do not run first, because those are what people look for. */
export const formatGuests = (guests: readonly Guest[], unseen?: PartialView): Finding => ({
  text: `Proxmox: ${formatKind(guests.filter(isVm).length, unseen, ['VM', 'VMs'])}, ${formatKind(guests.filter(isContainer).length, unseen, ['LXC', 'LXC'])}`,
  others: 'run',
  rows: guests.toSorted(stoppedFirst).map((guest) => ({
    id: String(guest.id),
    isWell: isRunning(guest),
    text: isRunning(guest)
      ? `${guest.name} ${guest.node} ${guest.cpuPercent === undefined ? '' : formatPercent(guest.cpuPercent)}`.trimEnd()
      : `! ${guest.name} ${guest.state}`,
  })),
});

/** Formats the count of a kind; a kind that was not read is shown as unknown, not as none. */
const formatKind = (
  seen: number,
  unseen: PartialView | undefined,
  [singular, plural]: readonly [string, string],
): string => {
  const isSeen = countKind(seen, unseen, plural) !== undefined;
  return formatSeen(seen, isSeen ? undefined : {}, [singular, plural]);
};

const isVm = ({ kind }: Guest): boolean => kind === 'vm';
const isContainer = ({ kind }: Guest): boolean => kind === 'lxc';
const isRunning = ({ state }: Guest): boolean => state === 'running';
const stoppedFirst = (a: Guest, b: Guest): number => Number(isRunning(a)) - Number(isRunning(b));

export const nameGuest = ({ kind, id, isUnnumbered = false, name }: Guest): string =>
  [kind === 'vm' ? 'VM' : 'LXC', ...(isUnnumbered ? [] : [id]), name].join(' ');

/** Returns `Backup 20 Nov 02:00`, or the reason why there is none. */
export function formatBackup({ at, error }: Backup, time: LocalTime): string {
  const last = at === undefined ? 'none' : time.formatTime(Date.parse(at));
  if (error !== undefined) return `! Backup failed: ${error}\nLast good ${last}`;
  return at === undefined ? '! No backup' : `Backup ${last}`;
}

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
