import { assembleProxmox } from '../../proxmox/assemble.ts';
import type { Proxmox, Quorum } from '../../proxmox/proxmox.ts';
import type { Ask } from '../../readings/together.ts';
import { readGuest, readProxmoxNode, readQuorum } from '../loose-data/proxmox.ts';
import { createChoice, type McpAreaOptions } from './choose.ts';
import { CONTRACT } from './contract.ts';
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
      ...present(own),
    }),
    telling: (telling: Telling) => {
      const sources = {
        nodes: listIn(own.nodes, (it) => it.nodes) ?? telling.list('nodes', readProxmoxNode),
        guests: listIn(own.guests, (it) => it.guests) ?? telling.list('guests', readGuest),
        quorum: quorumFrom(telling),
      };
      return { ...assembleProxmox(present(sources), server.service), ...present(own) };
    },
  });

  return {
    status: () => choice((proxmox) => proxmox.status()),
    nodes: () => choice((proxmox) => proxmox.nodes()),
    guests: () => choice((proxmox) => proxmox.guests()),
  };
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
