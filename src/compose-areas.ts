import type { Logger } from 'pino';
import type { McpAreaOptions } from './adapters/mcp-areas/choose.ts';
import { profileNames } from './adapters/mcp-areas/detect.ts';
import { createMcpK8s } from './adapters/mcp-areas/k8s.ts';
import { createMcpNetwork } from './adapters/mcp-areas/network.ts';
import { createMcpProxmox } from './adapters/mcp-areas/proxmox.ts';
import { createMcpSecurity } from './adapters/mcp-areas/security.ts';
import { createMcpConnection } from './adapters/mcp-client/connection.ts';
import type { AreaName } from './config/areas.ts';
import type { AreaConfig, Areas } from './config/files.ts';
import type { McpServer } from './config/mcp-servers.ts';
import type { Clock } from './core/clock.ts';
import type { LocalTime } from './core/local-time.ts';
import { K8S, k8sArea } from './k8s/area.ts';
import type { Area, Nameplate } from './menu/area.ts';
import type { Absence } from './menu/build-menu.ts';
import { NETWORK, networkArea } from './network/area.ts';
import { PROXMOX, proxmoxArea } from './proxmox/area.ts';
import { createMemory, type Memory } from './readings/memory.ts';
import { SECURITY, securityArea } from './security/area.ts';

interface Furnishing {
  readonly memory: Memory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

interface AreaPlan {
  readonly nameplate: Nameplate;
  readonly variable: string;
  readonly furnish: (options: McpAreaOptions, parts: Furnishing) => Area;
}

const PLANS: Readonly<Record<AreaName, AreaPlan>> = {
  network: {
    nameplate: NETWORK,
    variable: 'UNIFI_MCP_URL',
    furnish: (options, parts) => networkArea({ network: createMcpNetwork(options), ...parts }),
  },
  proxmox: {
    nameplate: PROXMOX,
    variable: 'PROXMOX_MCP_URL',
    furnish: (options, parts) => proxmoxArea({ proxmox: createMcpProxmox(options), ...parts }),
  },
  k8s: {
    nameplate: K8S,
    variable: 'K8S_MCP_URL',
    furnish: (options, parts) => k8sArea({ k8s: createMcpK8s(options), ...parts }),
  },
  security: {
    nameplate: SECURITY,
    variable: 'SECURITY_MCP_URL',
    furnish: (options, parts) => securityArea({ security: createMcpSecurity(options), ...parts }),
  },
};

interface Parts {
  readonly config: Areas;
  /** Where the imaginary homelab serves the areas that have no server of their own. */
  readonly demoUrls: Readonly<Record<AreaName, string>> | undefined;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
}

/** The four areas: read from their own server, from the imaginary homelab, or known to be absent. */
export function composeAreas(parts: Parts): {
  areas: readonly Area[];
  absences: readonly Absence[];
} {
  const areas: Area[] = [];
  const absences: Absence[] = [];
  const { clock, log, time, cleanup } = parts;

  for (const name of ['network', 'proxmox', 'k8s', 'security'] as const) {
    const { nameplate, variable, furnish } = PLANS[name];
    const area = parts.config[name];
    const [own] = area.servers;
    const mcp = own ?? demoServer(parts.demoUrls?.[name]);
    if (!mcp) {
      absences.push({ nameplate, hint: `set ${variable}` });
      continue;
    }
    const { reach, callsAtOnce } = mcp;
    const service = nameplate.label;
    const server = cleanup.use(createMcpConnection({ service, reach, callsAtOnce, clock, log }));
    const options = { server, clock, ...mattersOf(area, mcp) };
    warnOfProfile(name, options.profile, log);
    areas.push(furnish(options, { memory: createMemory(clock), time, isDemo: !own }));
  }
  return { areas, absences };
}

/** A profile by a name nobody knows is no reason not to start: the tools tell, as without it. */
function warnOfProfile(area: AreaName, profile: string | undefined, log: Logger): void {
  const known = profileNames(area);
  if (profile === undefined || known.includes(profile)) return;
  log.warn({ area, profile, known }, 'there is no such profile');
}

function demoServer(url: string | undefined): McpServer | undefined {
  if (url === undefined) return undefined;
  const reach = { kind: 'http', url: new URL(url), headers: new Map(), isSse: false } as const;
  return { name: 'demo', area: undefined, reach };
}

const mattersOf = ({ items, profile }: AreaConfig, server: McpServer) => ({
  profile: server.profile ?? profile,
  overrides: Object.fromEntries(
    Object.entries(items).flatMap(([name, item]) => (item ? [[name, item] as const] : [])),
  ),
});
