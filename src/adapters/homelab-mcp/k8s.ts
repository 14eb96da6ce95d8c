import type { Clock } from '../../core/clock.ts';
import type { K8s } from '../../k8s/k8s.ts';
import type { ToolCaller } from '../mcp-client/tool-caller.ts';
import { CONTRACT } from './contract.ts';
import { createQuestions } from './questions.ts';

const { status, namespaces, pods, services, events, nodes } = CONTRACT.k8s;

/** The Kubernetes cluster, as a server of our contract tells it. */
export function createMcpK8s(mcp: ToolCaller, clock: Clock): K8s {
  const ask = createQuestions(mcp, clock);
  return {
    status: () => ask(status),
    namespaces: () => ask(namespaces),
    pods: () => ask(pods),
    services: () => ask(services),
    events: () => ask(events),
    nodes: () => ask(nodes),
  };
}
