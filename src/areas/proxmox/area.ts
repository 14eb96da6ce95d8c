import type { LocalTime } from '../../core/local-time.ts';
import type { Nameplate } from '../../menu/area-info.ts';
import { shows } from '../../menu/menu.ts';
import {
  type Area,
  glanceAt,
  healthOf,
  problemsAt,
  toGlance,
  toSeenThings,
} from '../shared/area.ts';
import { forgetReadings } from '../shared/forget-readings.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { Memory } from '../shared/reading-cache.ts';
import { proxmoxActions } from './actions.ts';
import { fineWords } from './format.ts';
import { proxmoxOperations } from './operations.ts';
import type { Proxmox } from './proxmox.ts';
import { thingsOf } from './things.ts';

export const PROXMOX: Nameplate = {
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

interface Parts {
  readonly proxmox: Proxmox;
  readonly memory: Memory;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** Proxmox as the house knows it: its screens, its glance and its things by name. */
export function proxmoxArea({ proxmox, memory, inventory, time, isDemo }: Parts): Area {
  const { questions, find, ...offers } = proxmoxOperations(proxmox, { memory, inventory, time });
  const known = { status: questions.status, memory, time };

  return {
    nameplate: PROXMOX,
    isDemo,
    refresh: questions.status.askSource,
    usedAt: memory.usedAt,
    expire: memory.expire,
    actions: forgetReadings(proxmoxActions(proxmox, time), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    glance: () =>
      glanceAt({
        ...known,
        short: 'PVE',
        format: (status) => toGlance(find(status), fineWords(status)),
      }),

    async things() {
      const [guests, nodes] = await Promise.all([
        questions.guests.askSource(),
        questions.nodes.askSource(),
      ]);
      const things = thingsOf({
        ...(guests.ok && guests.value.value),
        ...(nodes.ok && nodes.value.value),
      });
      return toSeenThings(PROXMOX.label, [guests, nodes], things);
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
        ...shows(offers.summary),
      },
      'proxmox.details': { title: 'Details', up: 'proxmox', ...shows(offers.details) },
      'proxmox.guests': {
        title: 'VMs and LXC',
        up: 'proxmox',
        ...shows(offers.guests, 'proxmox.guest'),
      },
      'proxmox.guest': { title: 'Guest', up: 'proxmox.guests', ...shows(offers.guest) },
      'proxmox.nodes': {
        title: 'Nodes',
        up: 'proxmox',
        ...shows(offers.nodes, 'proxmox.node'),
      },
      'proxmox.backups': {
        title: 'Backups',
        up: 'proxmox',
        ...shows(offers.backups, 'proxmox.guest'),
      },
      'proxmox.storages': {
        title: 'Storage',
        up: 'proxmox',
        ...shows(offers.storages, 'proxmox.node'),
      },
      'proxmox.node': { title: 'Node', up: 'proxmox.nodes', ...shows(offers.node) },
    },
  };
}
