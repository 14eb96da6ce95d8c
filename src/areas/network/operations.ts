import type { LocalTime } from '../../core/local-time.ts';
import { map } from '../../core/result.ts';
import { defineItemRead, defineListRead } from '../../operation/read-operation.ts';
import { idOfAlert } from '../shared/alert-list.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { optionsForClient, optionsForDevice } from './actions.ts';
import type { BlockedClients } from './blocked-clients.ts';
import {
  formatAlert,
  formatAlerts,
  formatClient,
  formatClients,
  formatDetails,
  formatDevice,
  formatStatus,
} from './format.ts';
import type { Network } from './network.ts';
import { findProblems } from './problems.ts';
import { readFullStatus } from './whole-status.ts';

interface Dependencies {
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly blocked: BlockedClients;
  readonly time: LocalTime;
}

/** Defines the cached reads of the network, and the operations that format them. */
export function networkOperations(
  network: Network,
  { memory, inventory, blocked, time }: Dependencies,
) {
  const status = memory.cached(async () =>
    map(await readFullStatus(network, () => time.now()), ({ value, ...about }) => ({
      ...about,
      value: { ...value, blocked: value.blocked ?? [...blocked.names()] },
    })),
  );
  const details = memory.cached(() => network.details());
  const alerts = memory.cached(() => network.alerts());
  const clients = memory.cached(async () => {
    const answer = await network.clients();
    if (answer.ok) blocked.see(answer.value.value.clients);
    return answer;
  });

  return {
    questions: { status, details, clients },

    summary: defineListRead(
      { name: 'network_summary', summary: 'Network health: clients, access points, alerts' },
      status.ask,
      (status) => formatStatus(status, findProblems(status, inventory)),
    ),
    details: defineListRead(
      { name: 'network_details', summary: 'Uptime, WAN and LAN throughput, gear' },
      details.ask,
      formatDetails,
    ),
    alerts: defineListRead(
      { name: 'network_alerts', summary: 'Open network alerts, worst first' },
      alerts.ask,
      (value, unseen) => formatAlerts(value.alerts, time, unseen),
    ),
    alert: defineItemRead(
      { name: 'network_alert', summary: 'One network alert in full' },
      alerts.ask,
      {
        what: 'That alert',
        list: (value) => value.alerts,
        idOf: idOfAlert,
        format: (alert) => formatAlert(alert, time),
      },
    ),
    clients: defineListRead(
      { name: 'network_clients', summary: 'Who is connected, and where' },
      clients.ask,
      (value, unseen) => formatClients(value.clients, unseen),
    ),
    client: defineItemRead(
      { name: 'network_client', summary: 'One client by its id' },
      clients.ask,
      {
        what: 'That client',
        list: (value) => value.clients,
        idOf: ({ id }) => id,
        format: formatClient,
        offers: (client) => optionsForClient(network, client),
      },
    ),
    device: defineItemRead(
      { name: 'network_device', summary: 'One gateway, switch or access point by its id' },
      details.ask,
      {
        what: 'That device',
        list: (value) => value.gear ?? [],
        idOf: ({ ids }) => ids?.[0] ?? '',
        format: formatDevice,
        offers: (device) => optionsForDevice(network, device),
      },
    ),
  };
}
