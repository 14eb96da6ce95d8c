import { assembleNetwork } from '../../network/assemble.ts';
import {
  NETWORK_VERBS,
  type Network,
  type NetworkDeeds,
  NetworkStatus,
} from '../../network/network.ts';
import { readClient, readGear, readNetworkAlert } from '../loose-data/network.ts';
import { createChoice, type McpAreaOptions } from './choose.ts';
import { CONTRACT } from './contract.ts';
import { deedsOf, verbsAmong } from './deeds.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createQuestions } from './questions.ts';
import type { Telling } from './telling.ts';
import { uplinkFrom } from './uplink.ts';

const { status, details, alerts, clients } = CONTRACT.network;

/** The network, as an MCP server tells it. */
export function createMcpNetwork(options: McpAreaOptions): Network {
  const { server, clock, overrides = {} } = options;
  const override = createOverride(server, clock, overrides);
  const own = {
    status: override('status', status.shape),
    details: override('details', details.shape),
    alerts: override('alerts', alerts.shape),
    clients: override('clients', clients.shape),
  };
  const ask = createQuestions(server, clock);

  const choice = createChoice<Network>(options, 'network', {
    contract: () => ({
      status: () => ask(status),
      details: () => ask(details),
      alerts: () => ask(alerts),
      clients: () => ask(clients),
      ...present(own),
    }),
    telling: (telling: Telling) => {
      const sources = {
        status: telling.answer('status', NetworkStatus),
        devices: telling.list('devices', readGear),
        clients: listIn(own.clients, (it) => it.clients) ?? telling.list('clients', readClient),
        alerts: listIn(own.alerts, (it) => it.alerts) ?? telling.list('alerts', readNetworkAlert),
        uplink: uplinkFrom(telling),
        deeds: deedsFrom(telling),
      };
      return {
        ...assembleNetwork(present(sources), server.service, clock),
        ...present(own),
      };
    },
  });

  const deeds = deedsOf(choice, server);

  return {
    status: () => choice((network) => network.status()),
    details: () => choice((network) => network.details()),
    alerts: () => choice((network) => network.alerts()),
    clients: () => choice((network) => network.clients()),
    deeds: {
      verbs: () => deeds.verbs((it) => it.verbs()),
      act: (verb, id, gear) => deeds.act(verb, (it) => it.act(verb, id, gear)),
    },
  };
}

function deedsFrom({ actions }: Telling): NetworkDeeds | undefined {
  return (
    actions && {
      verbs: () => verbsAmong(NETWORK_VERBS, actions),
      act: (verb, id, gear) => actions.act(verb, { mac: id, device: gear?.ids?.at(-1) }),
    }
  );
}
