import { map } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { idOfAlert } from '../shared/alert-list.ts';
import type { Area } from '../shared/area.ts';
import { itemScreen, listScreens } from '../shared/area-screens.ts';
import { type AreaDependencies, defineArea } from '../shared/define-area.ts';
import { readEntries } from '../shared/read-entries.ts';
import { networkActions, optionsForClient, optionsForDevice } from './actions.ts';
import { createBlockedClients } from './blocked-clients.ts';
import {
  fineWords,
  formatAlert,
  formatAlerts,
  formatClient,
  formatClients,
  formatDetails,
  formatDevice,
  formatStatus,
} from './format.ts';
import {
  Client,
  Clients,
  Device,
  type Network,
  NetworkAlert,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
} from './network.ts';
import { placesOf } from './places.ts';
import { findHidden, findProblems } from './problems.ts';
import { entriesOf } from './search-entries.ts';
import { readFullStatus } from './whole-status.ts';

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

interface Dependencies extends AreaDependencies {
  readonly network: Network;
}

/** Builds the network area. */
export function networkArea({ network, ...dependencies }: Dependencies): Area {
  const { memory, inventory, time } = dependencies;
  const blocked = createBlockedClients(time, inventory);
  const readStatus = async () =>
    map(await readFullStatus(network, () => time.now()), ({ value, ...about }) => ({
      ...about,
      value: { ...value, blocked: value.blocked ?? [...blocked.names()] },
    }));
  const details = memory.cached(() => network.details());
  const clients = memory.cached(async () => {
    const answer = await network.clients();
    if (answer.ok) blocked.see(answer.value.value.clients);
    return answer;
  });

  return defineArea(dependencies, {
    info: NETWORK,
    status: {
      reading: memory.cached(readStatus),
      summary: 'Network health: clients, access points, alerts',
      findProblems: (status) => findProblems(status, inventory),
      findHidden,
      places: async ({ gear }) => {
        const listed = await clients.refresh();
        return placesOf({ gear, clients: listed.ok ? listed.value.value.clients : [] });
      },
      output: NetworkStatus,
      select: (status) => status,
      format: formatStatus,
      short: 'Net',
      fineWords,
      brief: (status) => (status.alerts ? fineWords(status) : undefined),
    },
    changes: networkActions(network, { time, blocked }),
    searchEntries: () => readEntries(NETWORK.label, { lists: [clients, details] }, entriesOf),
    screens: [
      listScreens({
        name: 'details',
        entry: { key: 'd', label: 'Details', about: 'internet and gear', words: DETAIL_WORDS },
        summary: 'Uptime, WAN and LAN throughput, gear',
        reading: details,
        output: NetworkDetails,
        format: formatDetails,
      }),
      listScreens({
        name: 'alerts',
        entry: { key: 'a', label: 'Alerts', words: ALERT_WORDS },
        summary: 'Open network alerts, worst first',
        reading: memory.cached(() => network.alerts()),
        output: NetworkAlerts,
        format: ({ alerts }, unseen, time) => formatAlerts(alerts, time, unseen),
        item: {
          name: 'alert',
          summary: 'One network alert in full',
          list: ({ alerts }) => alerts,
          idOf: idOfAlert,
          item: NetworkAlert,
          format: formatAlert,
        },
      }),
      listScreens({
        name: 'clients',
        entry: { key: 'c', label: 'Clients', about: 'who is connected', words: CLIENT_WORDS },
        summary: 'Who is connected, and where',
        reading: clients,
        output: Clients,
        format: (value, unseen) => formatClients(value.clients, unseen),
        item: {
          name: 'client',
          summary: 'One client by its id',
          list: (value) => value.clients,
          idOf: ({ id }) => id,
          item: Client,
          format: formatClient,
          offers: (client) => optionsForClient(network, client),
        },
      }),
      itemScreen({
        name: 'device',
        summary: 'One gateway, switch or access point by its id',
        reading: details,
        list: ({ gear = [] }) => gear,
        idOf: ({ ids }) => ids?.[0] ?? '',
        item: Device,
        format: formatDevice,
        offers: (device) => optionsForDevice(network, device),
      }),
    ],
  });
}
