import type { LocalTime } from '../../core/local-time.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { screenFor } from '../../menu/menu.ts';
import {
  type Area,
  healthOf,
  problemsAt,
  summarize,
  toFoundEntries,
  toStatusSummary,
} from '../shared/area.ts';
import { forgetReadings } from '../shared/forget-readings.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { proxmoxActions } from './actions.ts';
import { fineWords } from './format.ts';
import { proxmoxOperations } from './operations.ts';
import type { Proxmox } from './proxmox.ts';
import { entriesOf } from './search-entries.ts';

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

interface Dependencies {
  readonly proxmox: Proxmox;
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** Builds the Proxmox area: its screens, its status summary and its search entries. */
export function proxmoxArea({ proxmox, memory, inventory, time, isDemo }: Dependencies): Area {
  const { questions, find, ...offers } = proxmoxOperations(proxmox, { memory, inventory, time });
  const known = { status: questions.status, memory, time };

  return {
    info: PROXMOX,
    isDemo,
    refresh: questions.status.refresh,
    usedAt: memory.usedAt,
    expire: memory.expire,
    actions: forgetReadings(proxmoxActions(proxmox, time), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    summary: () =>
      summarize({
        ...known,
        short: 'PVE',
        format: (status) => toStatusSummary(find(status), fineWords(status)),
      }),

    async searchEntries() {
      const [guests, nodes] = await Promise.all([
        questions.guests.refresh(),
        questions.nodes.refresh(),
      ]);
      const things = entriesOf({
        ...(guests.ok && guests.value.value),
        ...(nodes.ok && nodes.value.value),
      });
      return toFoundEntries(PROXMOX.label, [guests, nodes], things);
    },

    screens: {
      proxmox: {
        title: 'Proxmox',
        up: 'home',
        items: [
          {
            key: 'd',
            label: 'Details',
            about: 'load of each node',
            words: [
              'cpu',
              'memory',
              'ram',
              'load',
              'cpu usage',
              'memory usage',
              'resources',
              'uptime',
            ],
            opens: 'proxmox.details',
          },
          {
            key: 'v',
            label: 'VMs',
            about: 'VMs and LXC',
            words: GUEST_WORDS,
            opens: 'proxmox.guests',
          },
          { key: 'n', label: 'Nodes', words: ['node', 'hypervisors'], opens: 'proxmox.nodes' },
          // Three letters are enough for one line; words lead to the others.
          {
            key: 'backups',
            label: 'Backups',
            words: ['backup'],
            opens: 'proxmox.backups',
            isHidden: true,
          },
          {
            key: 'storage',
            label: 'Storage',
            words: STORAGE_WORDS,
            opens: 'proxmox.storages',
            isHidden: true,
          },
        ],
        ...screenFor(offers.summary),
      },
      'proxmox.details': { title: 'Details', up: 'proxmox', ...screenFor(offers.details) },
      'proxmox.guests': {
        title: 'VMs and LXC',
        up: 'proxmox',
        ...screenFor(offers.guests, 'proxmox.guest'),
      },
      'proxmox.guest': { title: 'Guest', up: 'proxmox.guests', ...screenFor(offers.guest) },
      'proxmox.nodes': {
        title: 'Nodes',
        up: 'proxmox',
        ...screenFor(offers.nodes, 'proxmox.node'),
      },
      'proxmox.backups': {
        title: 'Backups',
        up: 'proxmox',
        ...screenFor(offers.backups, 'proxmox.guest'),
      },
      'proxmox.storages': {
        title: 'Storage',
        up: 'proxmox',
        ...screenFor(offers.storages, 'proxmox.node'),
      },
      'proxmox.node': { title: 'Node', up: 'proxmox.nodes', ...screenFor(offers.node) },
    },
  };
}
