import type { LocalTime } from '../../core/local-time.ts';
import { isNoSource } from '../../core/no-source.ts';
import { defineItemRead, defineListRead } from '../../operation/read-operation.ts';
import { toKnownEntries } from '../shared/area.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { recordReading } from '../shared/record-reading.ts';
import { optionsForGuest } from './actions.ts';
import {
  formatBackup,
  formatDetails,
  formatGuest,
  formatGuests,
  formatNode,
  formatNodes,
  formatStatus,
} from './format.ts';
import { findProblems } from './problems.ts';
import type { Proxmox, ProxmoxStatus } from './proxmox.ts';
import { entriesOf, runningGuests } from './search-entries.ts';
import { formatBackups, formatStorages } from './storage-format.ts';

interface Dependencies {
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
}

/** Defines the cached reads of Proxmox, and the operations that format them. */
export function proxmoxOperations(proxmox: Proxmox, { memory, inventory, time }: Dependencies) {
  const record = async ({ lists = {} }: ProxmoxStatus): Promise<void> => {
    await Promise.all([
      inventory.noteRunning(runningGuests(lists.guests ?? [])),
      inventory.see('proxmox', toKnownEntries(entriesOf(lists))),
    ]);
  };
  const status = memory.cached(recordReading(() => proxmox.status(), record));
  const find = (value: ProxmoxStatus) => findProblems(value, inventory, time.now());
  const nodes = memory.cached(() => proxmox.nodes());
  const guests = memory.cached(() => proxmox.guests());

  return {
    questions: { status, nodes, guests },
    find,

    summary: defineListRead(
      { name: 'proxmox_summary', summary: 'Cluster health: nodes, VMs, LXC, CPU, RAM, disk' },
      status.ask,
      (value) => formatStatus(value, find(value)),
    ),
    details: defineListRead(
      { name: 'proxmox_details', summary: 'CPU, RAM, disk and uptime of every node' },
      nodes.ask,
      (value, unseen) => formatDetails(value.nodes, unseen),
    ),
    guests: defineListRead(
      { name: 'proxmox_guests', summary: 'VMs and containers, stopped ones first' },
      guests.ask,
      (value, unseen) => formatGuests(value.guests, unseen),
    ),
    guest: defineItemRead(
      { name: 'proxmox_guest', summary: 'One VM or container by id' },
      guests.ask,
      {
        what: 'That guest',
        list: (value) => value.guests,
        idOf: ({ id }) => String(id),
        format: formatGuest,
        offers: (guest) => optionsForGuest(proxmox, guest),
        async more(guest) {
          if (guest.backup) return formatBackup(guest.backup, time);
          const backup = await proxmox.backup?.(guest);
          if (!backup || isNoSource(backup)) return undefined;
          return backup.ok ? formatBackup(backup.value.value, time) : 'Backup ?';
        },
      },
    ),
    backups: defineListRead(
      { name: 'proxmox_backups', summary: 'The last backup of every guest, failed ones first' },
      status.ask,
      (value) => formatBackups(value, time),
    ),
    storages: defineListRead(
      { name: 'proxmox_storages', summary: 'How full every storage is' },
      status.ask,
      formatStorages,
    ),
    nodes: defineListRead(
      { name: 'proxmox_nodes', summary: 'Nodes of the cluster, those down first' },
      nodes.ask,
      (value, unseen) => formatNodes(value.nodes, unseen),
    ),
    node: defineItemRead({ name: 'proxmox_node', summary: 'One node by name' }, nodes.ask, {
      what: 'That node',
      list: (value) => value.nodes,
      idOf: ({ name }) => name,
      format: formatNode,
    }),
  };
}
