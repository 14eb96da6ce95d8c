import type { LocalTime } from '../core/local-time.ts';
import { map } from '../core/result.ts';
import { type Area, glanceAt, healthOf, type Nameplate } from '../menu/area.ts';
import { shows } from '../menu/menu.ts';
import type { Memory } from '../readings/memory.ts';
import { networkActions } from './actions.ts';
import { glanceStatus } from './format.ts';
import type { Network } from './network.ts';
import { networkOperations } from './operations.ts';

export const NETWORK: Nameplate = {
  key: '1',
  name: 'network',
  label: 'Network',
  words: ['network', 'net', 'unifi'],
};

interface Parts {
  readonly network: Network;
  readonly memory: Memory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** The network as the house knows it: its screens, its glance and its things by name. */
export function networkArea({ network, memory, time, isDemo }: Parts): Area {
  const { questions, ...offers } = networkOperations(network, memory, time);

  return {
    nameplate: NETWORK,
    isDemo,
    refresh: questions.status.askSource,
    usedAt: memory.usedAt,
    actions: networkActions(network, time),
    health: () => healthOf(memory, time),
    glance: () =>
      glanceAt({ short: 'Net', status: questions.status, memory, time, format: glanceStatus }),

    async things() {
      const [clients, details] = await Promise.all([
        questions.clients.askSource(),
        questions.details.askSource(),
      ]);
      const gear = details.ok ? (details.value.value.gear ?? []) : [];
      return map(clients, ({ value }) => [
        ...value.clients.map(({ id, name }) => ({
          name,
          text: `Client ${name}`,
          opens: { screen: 'network.client', subject: id },
        })),
        ...gear.flatMap(({ name, ids: [id] = [] }) =>
          id === undefined
            ? []
            : [{ name, text: `Device ${name}`, opens: { screen: 'network.device', subject: id } }],
        ),
      ]);
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
