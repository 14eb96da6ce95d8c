import { proxmoxFromSources } from '../../../../areas/proxmox/from-sources.ts';
import {
  GUEST_VERBS,
  type GuestChanges,
  type Proxmox,
  type Quorum,
} from '../../../../areas/proxmox/proxmox.ts';
import type { ReadFn } from '../../../../areas/shared/combine.ts';
import {
  readGuest,
  readProxmoxNode,
  readQuorum,
  readStorage,
} from '../../vendor-records/proxmox.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { changesFor, contractChanges, verbsAmong } from './changes.ts';
import { ACT_ON_GUEST, CONTRACT, STORAGES } from './contract.ts';
import { contractReads } from './contract-reads.ts';
import { listIn, present } from './overrides.ts';
import { createSourceSelection, type McpAreaOptions } from './select-source.ts';
import type { Source } from './source.ts';

/** The Proxmox cluster, as an MCP server tells it. */
export function createMcpProxmox(options: McpAreaOptions): Proxmox {
  const { server } = options;
  const { own, read, ask } = contractReads(options, CONTRACT.proxmox);

  const choice = createSourceSelection<Proxmox>(options, 'proxmox', {
    contract: () =>
      proxmoxFromSources(
        {
          status: read('status'),
          nodes: listIn(read('nodes'), (it) => it.nodes),
          guests: listIn(read('guests'), (it) => it.guests),
          storages: listIn(
            () => ask(STORAGES),
            (it) => it.storages,
          ),
          changes: guestChanges(server),
        },
        server.service,
      ),
    source: (source: Source) => {
      const sources = {
        nodes: listIn(own('nodes'), (it) => it.nodes) ?? source.list('nodes', readProxmoxNode),
        guests: listIn(own('guests'), (it) => it.guests) ?? source.list('guests', readGuest),
        quorum: quorumFrom(source),
        storages: source.list('storages', readStorage),
        changes: changesFrom(source),
      };
      return proxmoxFromSources(present({ ...sources, status: own('status') }), server.service);
    },
  });

  const changes = changesFor(choice, server);

  return {
    status: () => choice((proxmox) => proxmox.status(), 'status'),
    nodes: () => choice((proxmox) => proxmox.nodes(), 'nodes'),
    guests: () => choice((proxmox) => proxmox.guests(), 'guests'),
    changes: {
      verbsFor: (guest) => changes.verbs((it) => it.verbsFor(guest)),
      act: (guest, verb) => changes.act(verb, (it) => it.act(guest, verb)),
    },
  };
}

function guestChanges(server: ToolServer): GuestChanges {
  const changes = contractChanges(server, ACT_ON_GUEST, GUEST_VERBS);
  return {
    verbsFor: () => changes.verbs(),
    act: ({ id }, verb) => changes.act({ id: String(id), verb }),
  };
}

function changesFrom({ actions }: Source): Proxmox['changes'] {
  return (
    actions && {
      verbsFor: (guest) => verbsAmong(GUEST_VERBS, actions, guest),
      act: (guest, verb) => actions.act(verb, guest),
    }
  );
}

function quorumFrom(source: Source): ReadFn<Quorum> | undefined {
  const ask = source.list('quorum', (record) => record);
  return (
    ask &&
    (async () => {
      const answer = await ask();
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, value: readQuorum(answer.value.value) } };
    })
  );
}
