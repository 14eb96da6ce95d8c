import type { Logger } from 'pino';
import { createMcpConnection } from '../adapters/backends/mcp/client/connection.ts';
import { measureConnection } from '../adapters/backends/mcp/client/measured-connection.ts';
import type { ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import type { ToolChoice } from '../adapters/backends/mcp/sources/chosen-tool.ts';
import { profileNames } from '../adapters/backends/mcp/sources/detect.ts';
import { createMcpK8s } from '../adapters/backends/mcp/sources/k8s.ts';
import { createMcpNetwork } from '../adapters/backends/mcp/sources/network.ts';
import { createMcpProxmox } from '../adapters/backends/mcp/sources/proxmox.ts';
import { createMcpSecurity, securityOf } from '../adapters/backends/mcp/sources/security.ts';
import type { McpAreaOptions } from '../adapters/backends/mcp/sources/select-source.ts';
import type { ToolRules } from '../adapters/backends/mcp/tools/select-tools.ts';
import type { ProxyFor } from '../adapters/http-client/proxy-tunnel.ts';
import { K8S, k8sArea } from '../areas/k8s/area.ts';
import { NETWORK, networkArea } from '../areas/network/area.ts';
import { PROXMOX, proxmoxArea } from '../areas/proxmox/area.ts';
import { SECURITY, securityArea } from '../areas/security/area.ts';
import { type NamedSources, securityFromSources } from '../areas/security/from-sources.ts';
import type { Security } from '../areas/security/security.ts';
import type { Area } from '../areas/shared/area.ts';
import type { UnconfiguredArea } from '../areas/shared/build-menu.ts';
import type { Inventory } from '../areas/shared/inventory.ts';
import { createReadingCache } from '../areas/shared/reading-cache.ts';
import type { Apis } from '../config/apis.ts';
import type { AreaName } from '../config/areas.ts';
import type { Areas } from '../config/files.ts';
import type { McpServer } from '../config/mcp-servers.ts';
import type { RecordCall } from '../core/call-metrics.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { AreaInfo } from '../menu/area-info.ts';
import {
  composeKubernetes,
  composeProxmox,
  composeSecurityApis,
  composeUnifi,
} from './vendor-apis.ts';

interface Dependencies {
  readonly config: Areas;
  /** Servers of no area, which the assistant may look at. */
  readonly lent: readonly McpServer[];
  readonly apis: Apis;
  readonly proxyFor: ProxyFor;
  /** Where the imaginary homelab serves the areas that have no source of their own. */
  readonly demoUrls: Readonly<Record<AreaName, string>> | undefined;
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
  /** Who hears of the calls of an area, or to a server of none. */
  readonly calls: (area: AreaName | 'lent') => RecordCall;
  /** Every real MCP server, in the order they were opened. */
  readonly externalServers: ExternalServer[];
  readonly behind: WatchedServer[];
  /** Every MCP server that tells about an area, and what kind it was said to be. */
  readonly connected: Connected[];
}

/** An MCP server behind an area, or of none. */
export interface WatchedServer {
  readonly area: AreaName | 'lent';
  readonly isCircuitOpen: () => boolean;
}

/** An MCP server whose reading tools Claude may use. */
export interface ExternalServer {
  readonly server: ToolServer;
  readonly rules: ToolRules;
  /** As it is configured. */
  readonly mcp: McpServer;
}

export interface Connected extends Pick<McpAreaOptions, 'server' | 'profile'> {
  readonly area: AreaName;
  /** What was chosen for each list, where that is a guess. */
  readonly choices: ReadonlyMap<string, ToolChoice>;
}

/** What tells about an area, and whether it is only imagined. */
interface Source<Port> {
  readonly port: Port;
  readonly isDemo: boolean;
}

/** The four areas: from MCP servers, the vendors' own APIs or the imaginary homelab, or known to be absent. */
export async function createAreas(
  given: Omit<Dependencies, 'externalServers' | 'behind' | 'connected'>,
): Promise<{
  areas: readonly Area[];
  absences: readonly UnconfiguredArea[];
  externalServers: readonly ExternalServer[];
  behind: readonly WatchedServer[];
  connected: readonly Connected[];
}> {
  const parts: Dependencies = { ...given, externalServers: [], behind: [], connected: [] };
  for (const mcp of parts.lent) {
    const server = open(parts, 'lent', mcp, mcp.name);
    parts.externalServers.push({ server, rules: { profile: mcp.profile, listed: mcp.lend }, mcp });
  }
  const [network, proxmox, k8s, security] = await Promise.all([
    sourceOf(parts, 'network', NETWORK, createMcpNetwork, composeUnifi),
    sourceOf(parts, 'proxmox', PROXMOX, createMcpProxmox, composeProxmox),
    sourceOf(parts, 'k8s', K8S, createMcpK8s, composeKubernetes),
    securitySource(parts),
  ]);
  const { inventory, time } = parts;
  const furnishing = () => ({
    memory: createReadingCache(parts.clock, parts.log),
    inventory,
    time,
  });
  const rooms: readonly Room[] = [
    {
      info: NETWORK,
      hint: 'set UNIFI_MCP_URL or UNIFI_URL',
      area: network && networkArea({ network: network.port, ...network, ...furnishing() }),
    },
    {
      info: PROXMOX,
      hint: 'set PROXMOX_MCP_URL or PROXMOX_URL',
      area: proxmox && proxmoxArea({ proxmox: proxmox.port, ...proxmox, ...furnishing() }),
    },
    {
      info: K8S,
      hint: 'set K8S_MCP_URL or KUBECONFIG',
      area: k8s && k8sArea({ k8s: k8s.port, ...k8s, ...furnishing() }),
    },
    {
      info: SECURITY,
      hint: 'set SECURITY_MCP_URL, CROWDSEC_URL or WAZUH_INDEXER_URL',
      area: security && securityArea({ security: security.port, ...security, ...furnishing() }),
    },
  ];
  return {
    areas: rooms.flatMap(({ area }) => area ?? []),
    absences: rooms.filter(({ area }) => !area),
    externalServers: parts.externalServers,
    behind: parts.behind,
    connected: parts.connected,
  };
}

interface Room extends UnconfiguredArea {
  readonly area: Area | undefined;
}

async function sourceOf<Port>(
  parts: Dependencies,
  name: AreaName,
  { label }: AreaInfo,
  overMcp: (options: McpAreaOptions) => Port,
  overApi: (parts: Dependencies, service: string) => Promise<Port | undefined>,
): Promise<Source<Port> | undefined> {
  const [server] = parts.config[name].servers;
  if (server) return { port: overMcp(connectAndLend(parts, name, server, label)), isDemo: false };
  const api = await overApi(parts, label);
  if (api) return { port: api, isDemo: false };
  const demo = demoServer(parts.demoUrls?.[name]);
  return demo && { port: overMcp(connect(parts, name, demo, label)), isDemo: true };
}

/** The one area that may have several sources: each is asked, and told by its own name when it fails. */
async function securitySource(parts: Dependencies): Promise<Source<Security> | undefined> {
  const { label } = SECURITY;
  const { servers } = parts.config.security;
  const apis = await composeSecurityApis(parts);
  if (servers.length <= 1 && apis.length === 0) {
    return sourceOf(parts, 'security', SECURITY, createMcpSecurity, async () => undefined);
  }
  const overMcp: NamedSources = servers.map((server) => [
    server.name,
    securityOf(createMcpSecurity(connectAndLend(parts, 'security', server, server.name))),
  ]);
  return { port: securityFromSources([...overMcp, ...apis], label, parts.clock), isDemo: false };
}

function connect(
  parts: Dependencies,
  area: AreaName,
  mcp: McpServer,
  service: string,
): McpAreaOptions {
  const { clock, log, config } = parts;
  const profile = mcp.profile ?? config[area].profile;
  warnOfProfile(area, profile, log);
  const server = open(parts, area, mcp, service);
  const choices = new Map<string, ToolChoice>();
  parts.connected.push({ area, server, profile, choices });
  const overrides = Object.fromEntries(
    Object.entries(config[area].items).flatMap(([name, item]) => (item ? [[name, item]] : [])),
  );
  const hear = (choice: ToolChoice): void => void choices.set(choice.list, choice);
  return { server, clock, profile, overrides, hear };
}

/** What a real server can read, it reads for the assistant too. */
function connectAndLend(
  parts: Dependencies,
  area: AreaName,
  mcp: McpServer,
  service: string,
): McpAreaOptions {
  const options = connect(parts, area, mcp, service);
  const { server, profile } = options;
  parts.externalServers.push({ server, rules: { area, profile, listed: mcp.lend }, mcp });
  return options;
}

/** Connects with the first question. */
function open(
  parts: Dependencies,
  area: WatchedServer['area'],
  { reach, callsAtOnce }: McpServer,
  service: string,
): ToolServer {
  const { proxyFor, clock, log, calls, behind, cleanup } = parts;
  const server = cleanup.use(
    createMcpConnection({ service, endpoint: reach, proxyFor, callsAtOnce, clock, log }),
  );
  behind.push({ area, isCircuitOpen: server.isCircuitOpen });
  return measureConnection(server, calls(area));
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
