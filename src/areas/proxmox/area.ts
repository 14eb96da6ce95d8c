import type { AreaInfo } from '../../menu/area-info.ts';
import type { Area } from '../shared/area.ts';
import { listScreens, partOf } from '../shared/area-screens.ts';
import { type AreaDependencies, defineArea } from '../shared/define-area.ts';
import { readEntries } from '../shared/read-entries.ts';
import { recordNames } from '../shared/record-names.ts';
import { optionsForGuest, proxmoxActions } from './actions.ts';
import { backupDetail } from './backup-detail.ts';
import {
  fineWords,
  formatDetails,
  formatGuest,
  formatGuests,
  formatNode,
  formatNodes,
  formatStatus,
} from './format.ts';
import { placesOf } from './places.ts';
import { findHidden, findProblems } from './problems.ts';
import {
  Guest,
  Guests,
  type Proxmox,
  ProxmoxCounts,
  ProxmoxNode,
  ProxmoxNodes,
  Storages,
} from './proxmox.ts';
import { entriesOf, runningGuests } from './search-entries.ts';
import {
  backupsOf,
  formatBackups,
  formatStorages,
  GuestBackups,
  storagesOf,
} from './storage-format.ts';

export const PROXMOX: AreaInfo = {
  key: '2',
  name: 'proxmox',
  label: 'Proxmox',
  words: ['pve', 'hypervisor', 'virtualization'],
  example: 'reboot plex',
};

const GUEST_WORDS =
  'vm|lxc|lxcs|guests|guest|virtual machines|virtual machine|containers|container|cts|ct'.split(
    '|',
  );
const STORAGE_WORDS = 'storages|disk|disks|disk space|space|drives|free space'.split('|');
const LOAD_WORDS = 'cpu|memory|ram|load|cpu usage|memory usage|resources|uptime'.split('|');

interface Dependencies extends AreaDependencies {
  readonly proxmox: Proxmox;
}

/** Builds the Proxmox area. */
export function proxmoxArea({ proxmox, ...dependencies }: Dependencies): Area {
  const { memory, inventory, time } = dependencies;
  const status = memory.cached(
    recordNames(
      () => proxmox.status(),
      { area: PROXMOX.name, inventory },
      ({ lists = {} }) => ({
        entries: entriesOf(lists),
        running: runningGuests(lists.guests ?? []),
      }),
    ),
  );
  const nodes = memory.cached(() => proxmox.nodes());
  const guests = memory.cached(() => proxmox.guests());

  return defineArea(dependencies, {
    info: PROXMOX,
    status: {
      reading: status,
      summary: 'Cluster health: nodes, VMs, LXC, CPU, RAM, disk',
      findProblems: (value) => findProblems(value, inventory, time.now()),
      findHidden,
      places: placesOf,
      output: ProxmoxCounts,
      select: ({ lists: _, ...counts }) => counts,
      format: formatStatus,
      short: 'PVE',
      fineWords,
    },
    changes: proxmoxActions(proxmox, time),
    searchEntries: () => readEntries(PROXMOX.label, { lists: [guests, nodes] }, entriesOf),
    screens: [
      listScreens({
        name: 'details',
        entry: { key: 'd', label: 'Details', about: 'load of each node', words: LOAD_WORDS },
        summary: 'CPU, RAM, disk and uptime of every node',
        reading: nodes,
        output: ProxmoxNodes,
        format: (value, unseen) => formatDetails(value.nodes, unseen),
      }),
      listScreens({
        name: 'guests',
        title: 'VMs and LXC',
        entry: { key: 'v', label: 'VMs', about: 'VMs and LXC', words: GUEST_WORDS },
        summary: 'VMs and containers, stopped ones first',
        reading: guests,
        output: Guests,
        format: (value, unseen) => formatGuests(value.guests, unseen),
        item: {
          name: 'guest',
          summary: 'One VM or container by id',
          list: (value) => value.guests,
          idOf: ({ id }) => String(id),
          item: Guest,
          format: formatGuest,
          detail: backupDetail(proxmox),
          offers: (guest) => optionsForGuest(proxmox, guest),
        },
      }),
      listScreens({
        name: 'nodes',
        entry: { key: 'n', label: 'Nodes', words: ['node', 'hypervisors'] },
        summary: 'Nodes of the cluster, those down first',
        reading: nodes,
        output: ProxmoxNodes,
        format: (value, unseen) => formatNodes(value.nodes, unseen),
        item: {
          name: 'node',
          summary: 'One node by name',
          list: (value) => value.nodes,
          idOf: ({ name }) => name,
          item: ProxmoxNode,
          format: formatNode,
        },
      }),
      // Three letters are enough for one line; words lead to the others.
      listScreens({
        name: 'backups',
        entry: { key: 'backups', label: 'Backups', words: ['backup'], isHidden: true },
        summary: 'The last backup of every guest, failed ones first',
        reading: partOf(status, backupsOf),
        output: GuestBackups,
        format: ({ backups }, _, time) => formatBackups(backups, time),
        rowsOpen: 'guest',
      }),
      listScreens({
        name: 'storages',
        entry: { key: 'storage', label: 'Storage', words: STORAGE_WORDS, isHidden: true },
        summary: 'How full every storage is',
        reading: partOf(status, storagesOf),
        output: Storages,
        format: ({ storages }) => formatStorages(storages),
        rowsOpen: 'node',
      }),
    ],
  });
}
