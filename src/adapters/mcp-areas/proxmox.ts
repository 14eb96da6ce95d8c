import { err, map, ok } from '../../core/result.ts';
import { assembleProxmox } from '../../proxmox/assemble.ts';
import {
  GUEST_VERBS,
  type GuestDeeds,
  type GuestVerb,
  type Proxmox,
  type Quorum,
} from '../../proxmox/proxmox.ts';
import type { Ask } from '../../readings/together.ts';
import { untold } from '../../readings/untold.ts';
import { readGuest, readProxmoxNode, readQuorum } from '../loose-data/proxmox.ts';
import type { ToolServer } from '../mcp-client/tool-server.ts';
import { createChoice, type McpAreaOptions } from './choose.ts';
import { ACT_ON_GUEST, CONTRACT } from './contract.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createQuestions } from './questions.ts';
import type { Telling } from './telling.ts';

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
    contract: () => ({
      status: () => ask(status),
      nodes: () => ask(nodes),
      guests: () => ask(guests),
      deeds: contractDeeds(server),
      ...present(own),
    }),
    telling: (telling: Telling) => {
      const sources = {
        nodes: listIn(own.nodes, (it) => it.nodes) ?? telling.list('nodes', readProxmoxNode),
        guests: listIn(own.guests, (it) => it.guests) ?? telling.list('guests', readGuest),
        quorum: quorumFrom(telling),
        deeds: deedsFrom(telling),
      };
      return { ...assembleProxmox(present(sources), server.service), ...present(own) };
    },
  });

  return {
    status: () => choice((proxmox) => proxmox.status()),
    nodes: () => choice((proxmox) => proxmox.nodes()),
    guests: () => choice((proxmox) => proxmox.guests()),
    deeds: {
      verbsFor: async (guest) => {
        const verbs = await choice(async (proxmox) =>
          ok((await proxmox.deeds?.verbsFor(guest)) ?? new Set<GuestVerb>()),
        );
        return verbs.ok ? verbs.value : new Set();
      },
      act: (guest, verb) =>
        choice(
          async (proxmox) => proxmox.deeds?.act(guest, verb) ?? err(untold(server.service, verb)),
        ),
    },
  };
}

/** What a server that obeys our contract may let us do. */
const contractDeeds = (server: ToolServer): GuestDeeds => ({
  async verbsFor() {
    const list = await server.tools();
    const can = list.ok && list.value.tools.some(({ name }) => name === ACT_ON_GUEST);
    return new Set(can ? GUEST_VERBS : []);
  },
  async act({ id }, verb) {
    const args = { id: String(id), verb };
    return map(await server.callTool(ACT_ON_GUEST, args, { isAction: true }), () => undefined);
  },
});

function deedsFrom({ actions }: Telling): Proxmox['deeds'] {
  return (
    actions && {
      async verbsFor(guest) {
        const can = await actions.verbsFor(guest);
        return new Set(GUEST_VERBS.filter((verb) => can.has(verb)));
      },
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
