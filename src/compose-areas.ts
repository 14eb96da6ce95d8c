import type { Logger } from 'pino';
import { createMcpK8s } from './adapters/homelab-mcp/k8s.ts';
import { createMcpNetwork } from './adapters/homelab-mcp/network.ts';
import { createMcpProxmox } from './adapters/homelab-mcp/proxmox.ts';
import { createMcpSecurity } from './adapters/homelab-mcp/security.ts';
import { createMcpConnection } from './adapters/mcp-client/connection.ts';
import type { ToolCaller } from './adapters/mcp-client/tool-caller.ts';
import type { AreaName, McpServer } from './config/config.ts';
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
  readonly furnish: (mcp: ToolCaller, clock: Clock, parts: Furnishing) => Area;
}

const PLANS: Readonly<Record<AreaName, AreaPlan>> = {
  network: {
    nameplate: NETWORK,
    variable: 'UNIFI_MCP_URL',
    furnish: (mcp, clock, parts) =>
      networkArea({ network: createMcpNetwork(mcp, clock), ...parts }),
  },
  proxmox: {
    nameplate: PROXMOX,
    variable: 'PROXMOX_MCP_URL',
    furnish: (mcp, clock, parts) =>
      proxmoxArea({ proxmox: createMcpProxmox(mcp, clock), ...parts }),
  },
  k8s: {
    nameplate: K8S,
    variable: 'K8S_MCP_URL',
    furnish: (mcp, clock, parts) => k8sArea({ k8s: createMcpK8s(mcp, clock), ...parts }),
  },
  security: {
    nameplate: SECURITY,
    variable: 'SECURITY_MCP_URL',
    furnish: (mcp, clock, parts) =>
      securityArea({ security: createMcpSecurity(mcp, clock), ...parts }),
  },
};

interface Parts {
  readonly mcp: Readonly<Record<AreaName, McpServer | undefined>>;
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
  const names = ['network', 'proxmox', 'k8s', 'security'] as const;

  for (const name of names) {
    const { nameplate, variable, furnish } = PLANS[name];
    const server = parts.mcp[name];
    const demoUrl = parts.demoUrls?.[name];
    const url = server?.url ?? (demoUrl ? new URL(demoUrl) : undefined);
    if (!url) {
      absences.push({ nameplate, hint: `set ${variable}` });
      continue;
    }
    const mcp = parts.cleanup.use(
      createMcpConnection({ service: nameplate.label, url, token: server?.token, log: parts.log }),
    );
    const memory = createMemory(parts.clock);
    areas.push(furnish(mcp, parts.clock, { memory, time: parts.time, isDemo: !server }));
  }
  return { areas, absences };
}
