import { assembleSecurity } from '../../../../areas/security/from-sources.ts';
import {
  BAN_VERBS,
  type Security,
  type SecurityDeeds,
} from '../../../../areas/security/security.ts';
import type { SecuritySources } from '../../../../areas/security/sources.ts';
import type { Reading } from '../../../../core/reading.ts';
import { map } from '../../../../core/result.ts';
import { readLogLine, readRule, readSecurityAlert } from '../../vendor-records/security.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { contractDeeds, deedsOf } from './changes.ts';
import { ACT_ON_ADDRESS, CONTRACT } from './contract.ts';
import { createQuestions } from './contract-source.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createChoice, type McpAreaOptions } from './select-source.ts';
import type { Telling } from './source.ts';

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

  const choice = createChoice<Security>(options, 'security', {
    contract: () => ({
      status: () => ask(status),
      alerts: () => ask(alerts),
      logs: () => ask(logs),
      firewall: () => ask(firewall),
      deeds: banDeeds(server),
      ...present(own),
    }),
    telling: (telling: Telling) => {
      const sources = {
        status: telling.answer('status', status.shape),
        alerts: listIn(own.alerts, (it) => it.alerts) ?? telling.list('alerts', readSecurityAlert),
        logs: listIn(own.logs, (it) => it.lines) ?? telling.list('logs', readLogLine),
        rules: telling.list('rules', readRule),
      };
      return {
        ...assembleSecurity([[server.service, present(sources)]], server.service, clock),
        ...present(own),
      };
    },
  });

  const deeds = deedsOf(choice, server);

  return {
    status: () => choice((security) => security.status(), 'status'),
    alerts: () => choice((security) => security.alerts(), 'alerts'),
    logs: () => choice((security) => security.logs(), 'logs'),
    firewall: () => choice((security) => security.firewall(), 'firewall'),
    deeds: {
      verbs: () => deeds.verbs((it) => it.verbs()),
      act: (verb, address, hours) => deeds.act(verb, (it) => it.act(verb, address, hours)),
    },
  };
}

/** What a server that obeys our contract may let us do. */
function banDeeds(server: ToolServer): SecurityDeeds {
  const deeds = contractDeeds(server, ACT_ON_ADDRESS, BAN_VERBS);
  return {
    verbs: () => deeds.verbs(),
    act: (verb, address, hours) => deeds.act({ verb, address, hours }),
  };
}

/** One server among several sources of the area. */
export const securityOf = (security: Security): SecuritySources => ({
  ...(security.deeds && { deeds: security.deeds }),
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
