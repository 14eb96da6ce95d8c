import { noSource } from '../../core/no-source.ts';
import type { AsyncReading, PartialView } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { countAll, countKind } from '../../core/unseen.ts';
import { combineReadings, lacking } from '../shared/combine.ts';
import type { Guest, Proxmox, ProxmoxNode, ProxmoxStatus, Storage } from './proxmox.ts';
import type { ProxmoxSources } from './sources.ts';

/** A Proxmox cluster made of lists: what its source does not count is counted, and its load is that of its nodes. */
export function proxmoxFromSources(sources: ProxmoxSources, service: string): Proxmox {
  const { nodes, guests, quorum, storages, backups } = sources;

  async function status(): AsyncReading<ProxmoxStatus> {
    const asks = { status: sources.status, nodes, guests, quorum, storages, backups };
    const { parts, failures, unseen, about } = await combineReadings(asks);
    if (failures.status) return err(failures.status);
    if (!parts.status && !parts.nodes && !parts.guests) {
      return err(failures.nodes ?? failures.guests ?? noSource(service, 'nodes'));
    }
    return ok({
      ...lacking(about, parts.status ?? parts.nodes, 'nodes'),
      value: {
        ...(parts.nodes && countNodes(parts.nodes, unseen.nodes)),
        ...(parts.guests && countGuests(parts.guests, unseen.guests)),
        ...parts.quorum,
        ...parts.status,
        lists: {
          nodes: parts.nodes,
          guests: parts.guests,
          storages: parts.storages && oncePerName(parts.storages),
          backups: parts.backups,
        },
      },
    });
  }

  return {
    status,
    async nodes() {
      const { parts, failures, unseen, about } = await combineReadings({ nodes });
      if (!parts.nodes) return err(failures.nodes ?? noSource(service, 'nodes'));
      return ok({ ...about, unseen: unseen.nodes, value: { nodes: [...parts.nodes] } });
    },
    async guests() {
      const { parts, failures, unseen, about } = await combineReadings({ guests });
      if (!parts.guests) return err(failures.guests ?? noSource(service, 'VMs'));
      return ok({ ...about, unseen: unseen.guests, value: { guests: [...parts.guests] } });
    },
    ...(sources.backup && { backup: sources.backup }),
    ...(sources.changes && { changes: sources.changes }),
  };
}

/** What is shared is told once for each node that has it. */
const oncePerName = (storages: readonly Storage[]): readonly Storage[] => [
  ...new Map(
    storages.map((it) => [it.shared ? it.name : `${it.node}/${it.name}`, it] as const),
  ).values(),
];

/** Of what was not seen, nobody can say how many there are. */
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

/** What the nodes come to together; unknown when one of them does not say. */
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
