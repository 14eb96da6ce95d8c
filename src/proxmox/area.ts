import type { LocalTime } from '../core/local-time.ts';
import type { Inventory } from '../inventory/inventory.ts';
import {
  type Area,
  glanceAt,
  healthOf,
  type Nameplate,
  problemsAt,
  toGlance,
  toSeenThings,
} from '../menu/area.ts';
import { forgetReadings } from '../menu/forget-readings.ts';
import { shows } from '../menu/menu.ts';
import type { Memory } from '../readings/memory.ts';
import { proxmoxActions } from './actions.ts';
import { fineWords } from './format.ts';
import { proxmoxOperations } from './operations.ts';
import type { Proxmox } from './proxmox.ts';
import { thingsOf } from './things.ts';

export const PROXMOX: Nameplate = {
  key: '2',
  name: 'proxmox',
  label: 'Proxmox',
  words: ['proxmox', 'pve'],
};

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
          { key: 'd', label: 'Details', opens: 'proxmox.details' },
          { key: 'v', label: 'VMs', words: ['vm', 'lxc', 'guests'], opens: 'proxmox.guests' },
          { key: 'n', label: 'Nodes', opens: 'proxmox.nodes' },
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
      'proxmox.node': { title: 'Node', up: 'proxmox.nodes', ...shows(offers.node) },
    },
  };
}
