import { networkFromSources } from '../../../../areas/network/from-sources.ts';
import {
  type Device,
  NETWORK_VERBS,
  type Network,
  type NetworkChanges,
  NetworkStatus,
} from '../../../../areas/network/network.ts';
import type { NetworkSources } from '../../../../areas/network/sources.ts';
import { noSource } from '../../../../core/no-source.ts';
import { err } from '../../../../core/result.ts';
import { readClient, readDevice, readNetworkAlert } from '../../vendor-records/network.ts';
import { readPort } from '../../vendor-records/ports.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { changesFor, contractChanges, verbsAmong } from './changes.ts';
import { ACT_ON_NETWORK, CONTRACT, PORTS } from './contract.ts';
import { contractReads } from './contract-reads.ts';
import { listIn, present } from './overrides.ts';
import { createSourceSelection, type McpAreaOptions } from './select-source.ts';
import type { Source } from './source.ts';
import { uplinkFrom } from './uplink.ts';

/** The network, as an MCP server tells it. */
export function createMcpNetwork(options: McpAreaOptions): Network {
  const { server, clock } = options;
  const { own, read, ask } = contractReads(options, CONTRACT.network);

  const choice = createSourceSelection<Network>(options, 'network', {
    contract: () => ({
      status: read('status'),
      details: read('details'),
      alerts: read('alerts'),
      clients: read('clients'),
      ports: ({ name }) => ask(PORTS, { device: name }),
      changes: networkChanges(server),
    }),
    source: (source: Source) => {
      const sources = {
        status: source.answer('status', NetworkStatus),
        devices: source.list('devices', readDevice),
        clients: listIn(own('clients'), (it) => it.clients) ?? source.list('clients', readClient),
        alerts:
          listIn(own('alerts'), (it) => it.alerts) ??
          source.list('alerts', readNetworkAlert) ??
          guessing(source, server),
        uplink: uplinkFrom(source),
        ports: portsFrom(source),
        changes: changesFrom(source),
      };
      return {
        ...networkFromSources(present(sources), server.service, clock),
        ...present({
          status: own('status'),
          details: own('details'),
          alerts: own('alerts'),
          clients: own('clients'),
        }),
      };
    },
  });

  const changes = changesFor(choice, server);

  return {
    status: () => choice((network) => network.status(), 'status'),
    details: () => choice((network) => network.details(), 'details'),
    alerts: () => choice((network) => network.alerts(), 'alerts'),
    clients: () => choice((network) => network.clients(), 'clients'),
    ports: (gear) =>
      choice(async (network) => network.ports?.(gear) ?? err(noSource(server.service, 'ports'))),
    changes: {
      verbs: () => changes.verbs((it) => it.verbs()),
      act: (change) => changes.act(change.verb, (it) => it.act(change)),
    },
  };
}

/** The changes that a server which implements the contract may support; it identifies devices by name. */
function networkChanges(server: ToolServer): NetworkChanges {
  const changes = contractChanges(server, ACT_ON_NETWORK, NETWORK_VERBS);
  return {
    verbs: () => changes.verbs(),
    act: ({ verb, id, gear, port }) => changes.act({ verb, id: gear?.name ?? id, port }),
  };
}

function changesFrom({ actions }: Source): NetworkChanges | undefined {
  return (
    actions && {
      verbs: () => verbsAmong(NETWORK_VERBS, actions),
      act: ({ verb, id, gear = {}, port }) =>
        actions.act(verb, { ...addressesOf(gear), mac: id, port }),
    }
  );
}

/** Of a server that is only guessed at, nobody knows whether it has alerts. */
const guessing = ({ isGuess }: Source, { service }: ToolServer) =>
  isGuess ? async () => err(noSource(service, 'alerts')) : undefined;

const portsFrom = ({ ports }: Source): NetworkSources['ports'] =>
  ports && ((gear) => ports(addressesOf(gear), readPort));

/** Some servers want its MAC address, some an id. */
const addressesOf = ({ ids = [] }: Pick<Device, 'ids'>) => ({ mac: ids[0], device: ids.at(-1) });
