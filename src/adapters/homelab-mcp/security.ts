import type { Clock } from '../../core/clock.ts';
import type { Security } from '../../security/security.ts';
import type { ToolCaller } from '../mcp-client/tool-caller.ts';
import { CONTRACT } from './contract.ts';
import { createQuestions } from './questions.ts';

const { status, alerts, logs, firewall } = CONTRACT.security;

/** The security tools, as a server of our contract tells them. */
export function createMcpSecurity(mcp: ToolCaller, clock: Clock): Security {
  const ask = createQuestions(mcp, clock);
  return {
    status: () => ask(status),
    alerts: () => ask(alerts),
    logs: () => ask(logs),
    firewall: () => ask(firewall),
  };
}
