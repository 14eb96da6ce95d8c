import type { LocalTime } from '../core/local-time.ts';
import { reads, readsOne } from '../operation/reads.ts';
import type { Memory } from '../readings/memory.ts';
import { isUntold } from '../readings/untold.ts';
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
import type { Proxmox } from './proxmox.ts';

/** The questions of Proxmox, remembered, and the operations that word their answers. */
export function proxmoxOperations(proxmox: Proxmox, memory: Memory, time: LocalTime) {
  const status = memory.question(() => proxmox.status());
  const nodes = memory.question(() => proxmox.nodes());
  const guests = memory.question(() => proxmox.guests());

  return {
    questions: { status, nodes, guests },

    summary: reads(
      { name: 'proxmox_summary', summary: 'Cluster health: nodes, VMs, LXC, CPU, RAM, disk' },
      status.ask,
      formatStatus,
    ),
    details: reads(
      { name: 'proxmox_details', summary: 'CPU, RAM, disk and uptime of every node' },
      nodes.ask,
      (value) => formatDetails(value.nodes),
    ),
    guests: reads(
      { name: 'proxmox_guests', summary: 'VMs and containers, stopped ones first' },
      guests.ask,
      (value) => formatGuests(value.guests),
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
    nodes: reads(
      { name: 'proxmox_nodes', summary: 'Nodes of the cluster, those down first' },
      nodes.ask,
      (value) => formatNodes(value.nodes),
    ),
    node: readsOne({ name: 'proxmox_node', summary: 'One node by name' }, nodes.ask, {
      what: 'That node',
      list: (value) => value.nodes,
      idOf: ({ name }) => name,
      format: formatNode,
    }),
  };
}
