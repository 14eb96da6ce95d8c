import { securityFromSources } from '../../../../areas/security/from-sources.ts';
import {
  BAN_VERBS,
  type Security,
  type SecurityChanges,
} from '../../../../areas/security/security.ts';
import type { SecuritySources } from '../../../../areas/security/sources.ts';
import { readLogLine, readRule, readSecurityAlert } from '../../vendor-records/security.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { changesFor, contractChanges } from './changes.ts';
import { ACT_ON_ADDRESS, CONTRACT } from './contract.ts';
import { contractReads } from './contract-reads.ts';
import { listIn, present } from './overrides.ts';
import { createSourceSelection, type McpAreaOptions } from './select-source.ts';
import type { Source } from './source.ts';

/** The security tools, as an MCP server tells them. */
export function createMcpSecurity(options: McpAreaOptions): Security {
  const { server, clock } = options;
  const { own, read } = contractReads(options, CONTRACT.security);

  const choice = createSourceSelection<Security>(options, 'security', {
    contract: () => ({
      status: read('status'),
      alerts: read('alerts'),
      logs: read('logs'),
      firewall: read('firewall'),
      changes: banChanges(server),
    }),
    source: (source: Source) => {
      const sources = {
        status: source.answer('status', CONTRACT.security.status.shape),
        alerts:
          listIn(own('alerts'), (it) => it.alerts) ?? source.list('alerts', readSecurityAlert),
        logs: listIn(own('logs'), (it) => it.lines) ?? source.list('logs', readLogLine),
        rules: source.list('rules', readRule),
        isFirewallOn: source.isFirewallOn,
      };
      return {
        ...securityFromSources([[server.service, present(sources)]], server.service, clock),
        ...present({
          status: own('status'),
          alerts: own('alerts'),
          logs: own('logs'),
          firewall: own('firewall'),
        }),
      };
    },
  });

  const changes = changesFor(choice, server);

  return {
    status: () => choice((security) => security.status(), 'status'),
    alerts: () => choice((security) => security.alerts(), 'alerts'),
    logs: () => choice((security) => security.logs(), 'logs'),
    firewall: () => choice((security) => security.firewall(), 'firewall'),
    changes: {
      verbs: () => changes.verbs((it) => it.verbs()),
      act: (verb, address, hours) => changes.act(verb, (it) => it.act(verb, address, hours)),
    },
  };
}

/** The changes that a server which implements the contract may support. */
function banChanges(server: ToolServer): SecurityChanges {
  const changes = contractChanges(server, ACT_ON_ADDRESS, BAN_VERBS);
  return {
    verbs: () => changes.verbs(),
    act: (verb, address, hours) => changes.act({ verb, address, hours }),
  };
}

/** One server among several sources of the area. */
export const securityOf = (security: Security): SecuritySources => ({
  ...(security.changes && { changes: security.changes }),
  status: () => security.status(),
  alerts: listIn(
    () => security.alerts(),
    (it) => it.alerts,
  ),
  logs: listIn(
    () => security.logs(),
    (it) => it.lines,
  ),
  rules: listIn(
    () => security.firewall(),
    (it) => it.rules,
  ),
});
