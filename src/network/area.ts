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
import { networkActions } from './actions.ts';
import { createBlockedClients } from './blocked-clients.ts';
import { fineWords } from './format.ts';
import type { Network, NetworkStatus } from './network.ts';
import { networkOperations } from './operations.ts';
import { findProblems } from './problems.ts';

export const NETWORK: Nameplate = {
  key: '1',
  name: 'network',
  label: 'Network',
  words: ['network', 'net', 'unifi'],
};

interface Parts {
  readonly network: Network;
  readonly memory: Memory;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** The network as the house knows it: its screens, its glance and its things by name. */
export function networkArea({ network, memory, inventory, time, isDemo }: Parts): Area {
  const blocked = createBlockedClients(time, inventory);
  const parts = { memory, inventory, blocked, time };
  const { questions, ...offers } = networkOperations(network, parts);
  const known = { status: questions.status, memory, time };
  const find = (status: NetworkStatus) => findProblems(status, inventory);

  return {
    nameplate: NETWORK,
    isDemo,
    refresh: questions.status.askSource,
    usedAt: memory.usedAt,
    actions: forgetReadings(networkActions(network, { time, blocked }), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    glance: () =>
      glanceAt({
        ...known,
        short: 'Net',
        format: (status) =>
          toGlance(find(status), fineWords(status), status.alerts ? fineWords(status) : undefined),
      }),

    async things() {
      const [clients, details] = await Promise.all([
        questions.clients.askSource(),
        questions.details.askSource(),
      ]);
      const gear = details.ok ? (details.value.value.gear ?? []) : [];
      const known = clients.ok ? clients.value.value.clients : [];
      return toSeenThings(
        NETWORK.label,
        [clients, details],
        [
          ...known.map(({ id, name }) => ({
            name,
            text: `Client ${name}`,
            opens: { screen: 'network.client', subject: id },
          })),
          ...gear.flatMap(({ name, ids: [id] = [] }) =>
            id === undefined
              ? []
              : [
                  {
                    name,
                    text: `Device ${name}`,
                    opens: { screen: 'network.device', subject: id },
                  },
                ],
          ),
        ],
      );
    },

    screens: {
      network: {
        title: 'Network',
        up: 'home',
        items: [
          { key: 'd', label: 'Details', opens: 'network.details' },
          { key: 'a', label: 'Alerts', opens: 'network.alerts' },
          { key: 'c', label: 'Clients', opens: 'network.clients' },
        ],
        ...shows(offers.summary),
      },
      'network.details': { title: 'Details', up: 'network', ...shows(offers.details) },
      'network.alerts': {
        title: 'Alerts',
        up: 'network',
        ...shows(offers.alerts, 'network.alert'),
      },
      'network.alert': { title: 'Alert', up: 'network.alerts', ...shows(offers.alert) },
      'network.clients': {
        title: 'Clients',
        up: 'network',
        ...shows(offers.clients, 'network.client'),
      },
      'network.client': { title: 'Client', up: 'network.clients', ...shows(offers.client) },
      'network.device': { title: 'Device', up: 'network', ...shows(offers.device) },
    },
  };
}
