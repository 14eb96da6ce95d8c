import type { Clock } from '../../core/clock.ts';
import type { Proxmox } from '../../proxmox/proxmox.ts';
import type { ToolCaller } from '../mcp-client/tool-caller.ts';
import { CONTRACT } from './contract.ts';
import { createQuestions } from './questions.ts';

const { status, nodes, guests } = CONTRACT.proxmox;

/** The Proxmox cluster, as a server of our contract tells it. */
export function createMcpProxmox(mcp: ToolCaller, clock: Clock): Proxmox {
  const ask = createQuestions(mcp, clock);
  return {
    status: () => ask(status),
    nodes: () => ask(nodes),
    guests: () => ask(guests),
  };
}
