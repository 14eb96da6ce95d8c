import type { LocalTime } from '../../core/local-time.ts';
import { isUntold } from '../../core/no-source.ts';
import { reads, readsOne } from '../../operation/read-operation.ts';
import { toKnownThings } from '../shared/area.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { Memory } from '../shared/reading-cache.ts';
import { noteAside } from '../shared/record-reading.ts';
import { offersFor } from './actions.ts';
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
import { formatBackups, formatStorages } from './storage-format.ts';
import { runningGuests, thingsOf } from './things.ts';

interface Parts {
  readonly memory: Memory;
  readonly inventory: Inventory;
  readonly time: LocalTime;
}

/** The questions of Proxmox, remembered, and the operations that word their answers. */
export function proxmoxOperations(proxmox: Proxmox, { memory, inventory, time }: Parts) {
  const note = async ({ lists = {} }: ProxmoxStatus): Promise<void> => {
    await Promise.all([
      inventory.noteRunning(runningGuests(lists.guests ?? [])),
      inventory.see('proxmox', toKnownThings(thingsOf(lists))),
    ]);
  };
  const status = memory.question(noteAside(() => proxmox.status(), note));
  const find = (value: ProxmoxStatus) => findProblems(value, inventory, time.now());
  const nodes = memory.question(() => proxmox.nodes());
  const guests = memory.question(() => proxmox.guests());

  return {
    questions: { status, nodes, guests },
    find,

    summary: reads(
      { name: 'proxmox_summary', summary: 'Cluster health: nodes, VMs, LXC, CPU, RAM, disk' },
      status.ask,
      (value) => formatStatus(value, find(value)),
    ),
    details: reads(
      { name: 'proxmox_details', summary: 'CPU, RAM, disk and uptime of every node' },
      nodes.ask,
      (value, unseen) => formatDetails(value.nodes, unseen),
    ),
    guests: reads(
      { name: 'proxmox_guests', summary: 'VMs and containers, stopped ones first' },
      guests.ask,
      (value, unseen) => formatGuests(value.guests, unseen),
    ),
    guest: readsOne({ name: 'proxmox_guest', summary: 'One VM or container by id' }, guests.ask, {
      what: 'That guest',
      list: (value) => value.guests,
      idOf: ({ id }) => String(id),
      format: formatGuest,
      offers: (guest) => offersFor(proxmox, guest),
      async more(guest) {
        if (guest.backup) return formatBackup(guest.backup, time);
        const backup = await proxmox.backup?.(guest);
        if (!backup || isUntold(backup)) return undefined;
        return backup.ok ? formatBackup(backup.value.value, time) : 'Backup ?';
      },
    }),
    backups: reads(
      { name: 'proxmox_backups', summary: 'The last backup of every guest, failed ones first' },
      status.ask,
      (value) => formatBackups(value, time),
    ),
    storages: reads(
      { name: 'proxmox_storages', summary: 'How full every storage is' },
      status.ask,
      formatStorages,
    ),
    nodes: reads(
      { name: 'proxmox_nodes', summary: 'Nodes of the cluster, those down first' },
      nodes.ask,
      (value, unseen) => formatNodes(value.nodes, unseen),
    ),
    node: readsOne({ name: 'proxmox_node', summary: 'One node by name' }, nodes.ask, {
      what: 'That node',
      list: (value) => value.nodes,
      idOf: ({ name }) => name,
      format: formatNode,
    }),
  };
}
