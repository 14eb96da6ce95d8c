import type { Clock } from '../../core/clock.ts';
import type { Network } from '../../network/network.ts';
import type { ToolCaller } from '../mcp-client/tool-caller.ts';
import { CONTRACT } from './contract.ts';
import { createQuestions } from './questions.ts';

const { status, details, alerts, clients } = CONTRACT.network;

/** The network, as a server of our contract tells it. */
export function createMcpNetwork(mcp: ToolCaller, clock: Clock): Network {
  const ask = createQuestions(mcp, clock);
  return {
    status: () => ask(status),
    details: () => ask(details),
    alerts: () => ask(alerts),
    clients: () => ask(clients),
  };
}
