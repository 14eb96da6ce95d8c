import { securityFromSources } from '../../../../areas/security/from-sources.ts';
import {
  BAN_VERBS,
  type Security,
  type SecurityChanges,
} from '../../../../areas/security/security.ts';
import type { SecuritySources } from '../../../../areas/security/sources.ts';
import type { Reading } from '../../../../core/reading.ts';
import { map } from '../../../../core/result.ts';
import { readLogLine, readRule, readSecurityAlert } from '../../vendor-records/security.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { changesFor, contractChanges } from './changes.ts';
import { ACT_ON_ADDRESS, CONTRACT } from './contract.ts';
import { createQuestions } from './contract-source.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createSourceSelection, type McpAreaOptions } from './select-source.ts';
import type { Source } from './source.ts';

const { status, alerts, logs, firewall } = CONTRACT.security;

/** The security tools, as an MCP server tells them. */
export function createMcpSecurity(options: McpAreaOptions): Security {
  const { server, clock, overrides = {} } = options;
  const override = createOverride(server, clock, overrides);
  const own = {
    status: override('status', status.shape),
    alerts: override('alerts', alerts.shape),
    logs: override('logs', logs.shape),
    firewall: override('firewall', firewall.shape),
  };
  const ask = createQuestions(server, clock);

  const choice = createSourceSelection<Security>(options, 'security', {
    contract: () => ({
      status: () => ask(status),
      alerts: () => ask(alerts),
      logs: () => ask(logs),
      firewall: () => ask(firewall),
      changes: banDeeds(server),
      ...present(own),
    }),
    source: (source: Source) => {
      const sources = {
        status: source.answer('status', status.shape),
        alerts: listIn(own.alerts, (it) => it.alerts) ?? source.list('alerts', readSecurityAlert),
        logs: listIn(own.logs, (it) => it.lines) ?? source.list('logs', readLogLine),
        rules: source.list('rules', readRule),
      };
      return {
        ...securityFromSources([[server.service, present(sources)]], server.service, clock),
        ...present(own),
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
function banDeeds(server: ToolServer): SecurityChanges {
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
  alerts: async () =>
    map(
      await security.alerts(),
      inside(({ alerts: list }) => list),
    ),
  logs: async () =>
    map(
      await security.logs(),
      inside(({ lines }) => lines),
    ),
  rules: async () =>
    map(
      await security.firewall(),
      inside(({ rules }) => rules),
    ),
});

const inside =
  <T, Thing>(pick: (value: T) => readonly Thing[]) =>
  ({ value, ...about }: Reading<T>): Reading<readonly Thing[]> => ({
    ...about,
    value: pick(value),
  });
