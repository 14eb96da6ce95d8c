import type { LocalTime } from '../../core/local-time.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { screenFor } from '../../menu/menu.ts';
import { isMac } from '../../operation/inputs.ts';
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
import { networkActions } from './actions.ts';
import { createBlockedClients } from './blocked-clients.ts';
import { fineWords } from './format.ts';
import type { Client, Network, NetworkStatus } from './network.ts';
import { networkOperations } from './operations.ts';
import { findProblems } from './problems.ts';

export const NETWORK: AreaInfo = {
  key: '1',
  name: 'network',
  label: 'Network',
  words: ['net', 'unifi', 'lan', 'ubiquiti'],
  example: 'kick kids-ipad',
};

const DETAIL_WORDS =
  'internet|wan|isp|wifi|wi-fi|wlan|wireless|bandwidth|throughput|traffic|speed|uplink|connection|gateway|router|switch|switches|access point|access points|ap|aps|gear'.split(
    '|',
  );
const ALERT_WORDS = ['alert', 'alarms', 'alarm', 'notifications'];
const CLIENT_WORDS =
  'client|devices|device|connected|connected devices|connected clients|whos online|who is online|who is home|who is connected|phones|laptops'.split(
    '|',
  );

interface Dependencies {
  readonly network: Network;
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** Returns the IP and MAC address; the MAC is also searchable with hyphens. */
const addressesOf = ({ id, ip }: Pick<Client, 'id' | 'ip'>): readonly string[] => [
  ...(ip === undefined ? [] : [ip]),
  ...(isMac(id) ? [id, id.replaceAll(':', '-')] : []),
];

/** Builds the network area: its screens, its status summary and its search entries. */
export function networkArea({ network, memory, inventory, time, isDemo }: Dependencies): Area {
  const blocked = createBlockedClients(time, inventory);
  const shared = { memory, inventory, blocked, time };
  const { questions, ...offers } = networkOperations(network, shared);
  const known = { status: questions.status, memory, time };
  const find = (status: NetworkStatus) => findProblems(status, inventory);

  return {
    info: NETWORK,
    isDemo,
    refresh: questions.status.refresh,
    usedAt: memory.usedAt,
    expire: memory.expire,
    actions: forgetReadings(networkActions(network, { time, blocked }), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    summary: () =>
      summarize({
        ...known,
        short: 'Net',
        format: (status) =>
          toStatusSummary(
            find(status),
            fineWords(status),
            status.alerts ? fineWords(status) : undefined,
          ),
      }),

    async searchEntries() {
      const [clients, details] = await Promise.all([
        questions.clients.refresh(),
        questions.details.refresh(),
      ]);
      const devices = details.ok ? (details.value.value.gear ?? []) : [];
      const connected = clients.ok ? clients.value.value.clients : [];
      return toFoundEntries(
        NETWORK.label,
        [clients, details],
        [
          ...connected.map(({ id, name, ip }) => ({
            name,
            aliases: addressesOf({ id, ip }),
            text: `Client ${name}`,
            opens: { screen: 'network.client', subject: id },
          })),
          ...devices.flatMap(({ name, ids: [id] = [] }) =>
            id === undefined
              ? []
              : [
                  {
                    name,
                    aliases: addressesOf({ id }),
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
          {
            key: 'd',
            label: 'Details',
            about: 'internet and gear',
            words: DETAIL_WORDS,
            opens: 'network.details',
          },
          { key: 'a', label: 'Alerts', words: ALERT_WORDS, opens: 'network.alerts' },
          {
            key: 'c',
            label: 'Clients',
            about: 'who is connected',
            words: CLIENT_WORDS,
            opens: 'network.clients',
          },
        ],
        ...screenFor(offers.summary),
      },
      'network.details': { title: 'Details', up: 'network', ...screenFor(offers.details) },
      'network.alerts': {
        title: 'Alerts',
        up: 'network',
        ...screenFor(offers.alerts, 'network.alert'),
      },
      'network.alert': { title: 'Alert', up: 'network.alerts', ...screenFor(offers.alert) },
      'network.clients': {
        title: 'Clients',
        up: 'network',
        ...screenFor(offers.clients, 'network.client'),
      },
      'network.client': { title: 'Client', up: 'network.clients', ...screenFor(offers.client) },
      'network.device': { title: 'Device', up: 'network', ...screenFor(offers.device) },
    },
  };
}
