import { assembleProxmox } from '../../../../areas/proxmox/from-sources.ts';
import {
  GUEST_VERBS,
  type GuestDeeds,
  type Proxmox,
  type Quorum,
} from '../../../../areas/proxmox/proxmox.ts';
import type { Ask } from '../../../../areas/shared/combine.ts';
import {
  readGuest,
  readProxmoxNode,
  readQuorum,
  readStorage,
} from '../../vendor-records/proxmox.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { contractDeeds, deedsOf, verbsAmong } from './changes.ts';
import { ACT_ON_GUEST, CONTRACT, STORAGES } from './contract.ts';
import { createQuestions } from './contract-source.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createChoice, type McpAreaOptions } from './select-source.ts';
import type { Telling } from './source.ts';

const { status, nodes, guests } = CONTRACT.proxmox;

/** The Proxmox cluster, as an MCP server tells it. */
export function createMcpProxmox(options: McpAreaOptions): Proxmox {
  const { server, clock, overrides = {} } = options;
  const override = createOverride(server, clock, overrides);
  const own = {
    status: override('status', status.shape),
    nodes: override('nodes', nodes.shape),
    guests: override('guests', guests.shape),
  };
  const ask = createQuestions(server, clock);

  const choice = createChoice<Proxmox>(options, 'proxmox', {
    contract: () =>
      assembleProxmox(
        present({
          status: own.status ?? (() => ask(status)),
          nodes: listIn(own.nodes ?? (() => ask(nodes)), (it) => it.nodes),
          guests: listIn(own.guests ?? (() => ask(guests)), (it) => it.guests),
          storages: listIn(
            () => ask(STORAGES),
            (it) => it.storages,
          ),
          deeds: guestDeeds(server),
        }),
        server.service,
      ),
    telling: (telling: Telling) => {
      const sources = {
        nodes: listIn(own.nodes, (it) => it.nodes) ?? telling.list('nodes', readProxmoxNode),
        guests: listIn(own.guests, (it) => it.guests) ?? telling.list('guests', readGuest),
        quorum: quorumFrom(telling),
        storages: telling.list('storages', readStorage),
        deeds: deedsFrom(telling),
      };
      return assembleProxmox(present({ ...sources, status: own.status }), server.service);
    },
  });

  const deeds = deedsOf(choice, server);

  return {
    status: () => choice((proxmox) => proxmox.status(), 'status'),
    nodes: () => choice((proxmox) => proxmox.nodes(), 'nodes'),
    guests: () => choice((proxmox) => proxmox.guests(), 'guests'),
    deeds: {
      verbsFor: (guest) => deeds.verbs((it) => it.verbsFor(guest)),
      act: (guest, verb) => deeds.act(verb, (it) => it.act(guest, verb)),
    },
  };
}

function guestDeeds(server: ToolServer): GuestDeeds {
  const deeds = contractDeeds(server, ACT_ON_GUEST, GUEST_VERBS);
  return {
    verbsFor: () => deeds.verbs(),
    act: ({ id }, verb) => deeds.act({ id: String(id), verb }),
  };
}

function deedsFrom({ actions }: Telling): Proxmox['deeds'] {
  return (
    actions && {
      verbsFor: (guest) => verbsAmong(GUEST_VERBS, actions, guest),
      act: (guest, verb) => actions.act(verb, guest),
    }
  );
}

function quorumFrom(telling: Telling): Ask<Quorum> | undefined {
  const ask = telling.list('quorum', (record) => record);
  return (
    ask &&
    (async () => {
      const answer = await ask();
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, value: readQuorum(answer.value.value) } };
    })
  );
}
