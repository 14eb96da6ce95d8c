import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import { createMcpK8s } from '../../../../../src/adapters/backends/mcp/sources/k8s.ts';
import { createMcpNetwork } from '../../../../../src/adapters/backends/mcp/sources/network.ts';
import { createMcpProxmox } from '../../../../../src/adapters/backends/mcp/sources/proxmox.ts';
import { createMcpSecurity } from '../../../../../src/adapters/backends/mcp/sources/security.ts';
import type { McpAreaOptions } from '../../../../../src/adapters/backends/mcp/sources/select-source.ts';
import { K8S, k8sArea } from '../../../../../src/areas/k8s/area.ts';
import { NETWORK, networkArea } from '../../../../../src/areas/network/area.ts';
import { PROXMOX, proxmoxArea } from '../../../../../src/areas/proxmox/area.ts';
import { SECURITY, securityArea } from '../../../../../src/areas/security/area.ts';
import type { Area } from '../../../../../src/areas/shared/area.ts';
import { createReadingCache } from '../../../../../src/areas/shared/reading-cache.ts';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { createLocalTime } from '../../../../../src/core/local-time.ts';
import { converse } from '../../../../support/conversation.ts';
import type { FakeClock } from '../../../../support/fake-clock.ts';
import { emptyInventory } from '../../../../support/inventory.ts';

export const LABELS: Readonly<Record<AreaName, string>> = {
  network: NETWORK.label,
  proxmox: PROXMOX.label,
  k8s: K8S.label,
  security: SECURITY.label,
};

type Choices = Omit<McpAreaOptions, 'server' | 'clock'>;

/** A phone in a house of one area, which is told by the given MCP server. */
export function phoneOn(
  area: AreaName,
  server: ToolServer,
  clock: FakeClock,
  choices: Choices = {},
) {
  return converse([areaOver(area, server, clock, choices)], clock);
}

function areaOver(area: AreaName, server: ToolServer, clock: FakeClock, choices: Choices): Area {
  const options = { server, clock, ...choices };
  const furnishing = {
    memory: createReadingCache(clock),
    inventory: emptyInventory(clock),
    time: createLocalTime(clock, 'UTC'),
    isDemo: false,
  };
  switch (area) {
    case 'network':
      return networkArea({ network: createMcpNetwork(options), ...furnishing });
    case 'proxmox':
      return proxmoxArea({ proxmox: createMcpProxmox(options), ...furnishing });
    case 'k8s':
      return k8sArea({ k8s: createMcpK8s(options), ...furnishing });
    case 'security':
      return securityArea({ security: createMcpSecurity(options), ...furnishing });
    default:
      return area satisfies never;
  }
}

/** What Alice reads after each of her texts, all of it on one page. */
export async function read(
  { says }: ReturnType<typeof phoneOn>,
  texts: readonly string[],
): Promise<string> {
  const exchange: string[] = [];
  for (const text of texts) exchange.push(`> ${text}\n${await says(text)}`);
  return exchange.join('\n\n');
}
