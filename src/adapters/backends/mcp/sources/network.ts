import { assembleNetwork } from '../../../../areas/network/from-sources.ts';
import {
  type Gear,
  NETWORK_VERBS,
  type Network,
  type NetworkDeeds,
  NetworkStatus,
} from '../../../../areas/network/network.ts';
import type { NetworkSources } from '../../../../areas/network/sources.ts';
import { untold } from '../../../../core/no-source.ts';
import { err } from '../../../../core/result.ts';
import { readClient, readGear, readNetworkAlert } from '../../vendor-records/network.ts';
import { readPort } from '../../vendor-records/ports.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { contractDeeds, deedsOf, verbsAmong } from './changes.ts';
import { ACT_ON_NETWORK, CONTRACT, PORTS } from './contract.ts';
import { createQuestions } from './contract-source.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createChoice, type McpAreaOptions } from './select-source.ts';
import type { Telling } from './source.ts';
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
      ports: ({ name }) => ask(PORTS, { device: name }),
      deeds: networkDeeds(server),
      ...present(own),
    }),
    telling: (telling: Telling) => {
      const sources = {
        status: telling.answer('status', NetworkStatus),
        devices: telling.list('devices', readGear),
        clients: listIn(own.clients, (it) => it.clients) ?? telling.list('clients', readClient),
        alerts:
          listIn(own.alerts, (it) => it.alerts) ??
          telling.list('alerts', readNetworkAlert) ??
          guessing(telling, server),
        uplink: uplinkFrom(telling),
        ports: portsFrom(telling),
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
    status: () => choice((network) => network.status(), 'status'),
    details: () => choice((network) => network.details(), 'details'),
    alerts: () => choice((network) => network.alerts(), 'alerts'),
    clients: () => choice((network) => network.clients(), 'clients'),
    ports: (gear) =>
      choice(async (network) => network.ports?.(gear) ?? err(untold(server.service, 'ports'))),
    deeds: {
      verbs: () => deeds.verbs((it) => it.verbs()),
      act: (wish) => deeds.act(wish.verb, (it) => it.act(wish)),
    },
  };
}

/** What a server that obeys our contract may let us do: it knows gear by its name. */
function networkDeeds(server: ToolServer): NetworkDeeds {
  const deeds = contractDeeds(server, ACT_ON_NETWORK, NETWORK_VERBS);
  return {
    verbs: () => deeds.verbs(),
    act: ({ verb, id, gear, port }) => deeds.act({ verb, id: gear?.name ?? id, port }),
  };
}

function deedsFrom({ actions }: Telling): NetworkDeeds | undefined {
  return (
    actions && {
      verbs: () => verbsAmong(NETWORK_VERBS, actions),
      act: ({ verb, id, gear = {}, port }) =>
        actions.act(verb, { ...addressesOf(gear), mac: id, port }),
    }
  );
}

/** Of a server that is only guessed at, nobody knows whether it has alerts. */
const guessing = ({ isGuess }: Telling, { service }: ToolServer) =>
  isGuess ? async () => err(untold(service, 'alerts')) : undefined;

const portsFrom = ({ ports }: Telling): NetworkSources['ports'] =>
  ports && ((gear) => ports(addressesOf(gear), readPort));

/** Some servers want its MAC address, some an id. */
const addressesOf = ({ ids = [] }: Pick<Gear, 'ids'>) => ({ mac: ids[0], device: ids.at(-1) });
