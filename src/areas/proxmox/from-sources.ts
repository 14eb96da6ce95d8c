import { noSource } from '../../core/no-source.ts';
import type { AsyncReading, PartialView } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { countAll, countKind } from '../../core/unseen.ts';
import { combineReadings, markIncomplete } from '../shared/combine.ts';
import { listReader } from '../shared/list-reader.ts';
import type { Guest, Proxmox, ProxmoxNode, ProxmoxStatus, Storage } from './proxmox.ts';
import type { ProxmoxSources } from './sources.ts';

/** Builds a Proxmox cluster from lists: missing counts are computed, and its load is that of its nodes. */
export function proxmoxFromSources(sources: ProxmoxSources, service: string): Proxmox {
  const { nodes, guests, quorum, storages, backups } = sources;
  const list = listReader(service);

  async function status(): AsyncReading<ProxmoxStatus> {
    const reads = { status: sources.status, nodes, guests, quorum, storages, backups };
    const { parts, failures, unseen, about } = await combineReadings(reads);
    if (failures.status) return err(failures.status);
    if (!parts.status && !parts.nodes && !parts.guests) {
      return err(failures.nodes ?? failures.guests ?? noSource(service, 'nodes'));
    }
    return ok({
      ...markIncomplete(about, parts.status ?? parts.nodes, 'nodes'),
      value: {
        ...(parts.nodes && countNodes(parts.nodes, unseen.nodes)),
        ...(parts.guests && countGuests(parts.guests, unseen.guests)),
        ...parts.quorum,
        ...parts.status,
        lists: {
          nodes: parts.nodes,
          guests: parts.guests,
          storages: parts.storages && withoutDuplicates(parts.storages),
          backups: parts.backups,
        },
      },
    });
  }

  return {
    status,
    nodes: list('nodes', nodes, (all) => ({ nodes: all })),
    guests: list('VMs', guests, (all) => ({ guests: all })),
    ...(sources.backup && { backup: sources.backup }),
    ...(sources.changes && { changes: sources.changes }),
  };
}

/** Removes the duplicates of shared storages, which sources list once per node. */
const withoutDuplicates = (storages: readonly Storage[]): readonly Storage[] => [
  ...new Map(
    storages.map(
      (storage) =>
        [storage.shared ? storage.name : `${storage.node}/${storage.name}`, storage] as const,
    ),
  ).values(),
];

/** Counts guests by kind; the count of a kind that was not fully seen is left out. */
const countGuests = (guests: readonly Guest[], unseen: PartialView | undefined) => ({
  vms: countKind(guests.filter(({ kind }) => kind === 'vm').length, unseen, 'VMs'),
  containers: countKind(guests.filter(({ kind }) => kind === 'lxc').length, unseen, 'LXC'),
});

function countNodes(nodes: readonly ProxmoxNode[], unseen: PartialView | undefined) {
  const online = nodes.filter((node) => node.online);
  if (unseen) {
    const offline = nodes.filter((node) => !node.online).map(({ name }) => name);
    return { nodes: countAll(nodes.length, unseen), offline };
  }
  return {
    nodes: nodes.length,
    nodesOnline: online.length,
    offline: nodes.filter((node) => !node.online).map(({ name }) => name),
    cpuPercent: average(online, (node) => [node.cpuPercent, node.cpus]),
    memoryPercent: average(online, (node) => [node.memoryPercent, node.memoryTotalBytes]),
    diskPercent: average(online, (node) => [node.diskPercent, node.diskTotalBytes]),
  };
}

type Share = readonly [percent: number | undefined, weight: number | undefined];

/** Returns the weighted average of all nodes; undefined when one of them has no value. */
function average(nodes: readonly ProxmoxNode[], shareOf: (node: ProxmoxNode) => Share) {
  let sum = 0;
  let total = 0;
  for (const [percent, weight = 1] of nodes.map(shareOf)) {
    if (percent === undefined) return undefined;
    sum += percent * weight;
    total += weight;
  }
  return total > 0 ? sum / total : undefined;
}
