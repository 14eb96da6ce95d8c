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
  /** MCP servers that belong to no area; only the assistant uses them. */
  readonly assistantServers: readonly McpServer[];
  readonly apis: Apis;
  readonly proxyFor: ProxyFor;
  /** The addresses of the demo homelab, for areas without a source of their own. */
  readonly demoUrls: Readonly<Record<AreaName, string>> | undefined;
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
  /** Returns the recorder of the calls of an area, or of the servers without one. */
  readonly calls: (area: AreaName | 'lent') => RecordCall;
  /** All real MCP servers, in the order they were opened. */
  readonly externalServers: ExternalServer[];
  readonly watchedServers: WatchedServer[];
  /** All MCP servers of areas, with their configured profile. */
  readonly connected: Connected[];
}

/** The circuit state of an MCP server, with its area if it has one. */
export interface WatchedServer {
  readonly area: AreaName | 'lent';
  readonly isCircuitOpen: () => boolean;
}

/** An MCP server whose reading tools Claude may use. */
export interface ExternalServer {
  readonly server: ToolServer;
  readonly rules: ToolRules;
  /** The configuration of the server. */
  readonly mcp: McpServer;
}

export interface Connected extends Pick<McpAreaOptions, 'server' | 'profile'> {
  readonly area: AreaName;
  /** The tools chosen for each list, on a server that is read by guess. */
  readonly choices: ReadonlyMap<string, ToolChoice>;
}

/** The source of an area. */
interface Source<Port> {
  readonly port: Port;
  readonly isDemo: boolean;
}

/** Creates the four areas from MCP servers, the vendors' own APIs or the demo homelab; the others are returned as absences. */
export async function createAreas(
  options: Omit<Dependencies, 'externalServers' | 'watchedServers' | 'connected'>,
): Promise<{
  areas: readonly Area[];
  absences: readonly UnconfiguredArea[];
  externalServers: readonly ExternalServer[];
  watchedServers: readonly WatchedServer[];
  connected: readonly Connected[];
}> {
  const dependencies: Dependencies = {
    ...options,
    externalServers: [],
    watchedServers: [],
    connected: [],
  };
  for (const mcp of dependencies.assistantServers) {
    const server = open(dependencies, 'lent', mcp, mcp.name);
    dependencies.externalServers.push({
      server,
      rules: { profile: mcp.profile, listed: mcp.lend },
      mcp,
    });
  }
  const [network, proxmox, k8s, security] = await Promise.all([
    sourceOf(dependencies, 'network', NETWORK, createMcpNetwork, composeUnifi),
    sourceOf(dependencies, 'proxmox', PROXMOX, createMcpProxmox, composeProxmox),
    sourceOf(dependencies, 'k8s', K8S, createMcpK8s, composeKubernetes),
    securitySource(dependencies),
  ]);
  const { inventory, time } = dependencies;
  const areaDependencies = () => ({
    memory: createReadingCache(dependencies.clock, dependencies.log),
    inventory,
    time,
  });
  const areas: readonly ConfigurableArea[] = [
    {
      info: NETWORK,
      hint: 'set UNIFI_MCP_URL or UNIFI_URL',
      area: network && networkArea({ network: network.port, ...network, ...areaDependencies() }),
    },
    {
      info: PROXMOX,
      hint: 'set PROXMOX_MCP_URL or PROXMOX_URL',
      area: proxmox && proxmoxArea({ proxmox: proxmox.port, ...proxmox, ...areaDependencies() }),
    },
    {
      info: K8S,
      hint: 'set K8S_MCP_URL or KUBECONFIG',
      area: k8s && k8sArea({ k8s: k8s.port, ...k8s, ...areaDependencies() }),
    },
    {
      info: SECURITY,
      hint: 'set SECURITY_MCP_URL, CROWDSEC_URL or WAZUH_INDEXER_URL',
      area:
        security && securityArea({ security: security.port, ...security, ...areaDependencies() }),
    },
  ];
  return {
    areas: areas.flatMap(({ area }) => area ?? []),
    absences: areas.filter(({ area }) => !area),
    externalServers: dependencies.externalServers,
    watchedServers: dependencies.watchedServers,
    connected: dependencies.connected,
  };
}

interface ConfigurableArea extends UnconfiguredArea {
  readonly area: Area | undefined;
}

async function sourceOf<Port>(
  dependencies: Dependencies,
  name: AreaName,
  { label }: AreaInfo,
  overMcp: (options: McpAreaOptions) => Port,
  overApi: (dependencies: Dependencies, service: string) => Promise<Port | undefined>,
): Promise<Source<Port> | undefined> {
  const [server] = dependencies.config[name].servers;
  if (server)
    return { port: overMcp(connectAndShare(dependencies, name, server, label)), isDemo: false };
  const api = await overApi(dependencies, label);
  if (api) return { port: api, isDemo: false };
  const demo = demoServer(dependencies.demoUrls?.[name]);
  return demo && { port: overMcp(connect(dependencies, name, demo, label)), isDemo: true };
}

/** Returns the security source, the only one that may combine several; each of them is named when it fails. */
async function securitySource(dependencies: Dependencies): Promise<Source<Security> | undefined> {
  const { label } = SECURITY;
  const { servers } = dependencies.config.security;
  const apis = await composeSecurityApis(dependencies);
  if (servers.length <= 1 && apis.length === 0) {
    return sourceOf(dependencies, 'security', SECURITY, createMcpSecurity, async () => undefined);
  }
  const overMcp: NamedSources = servers.map((server) => [
    server.name,
    securityOf(createMcpSecurity(connectAndShare(dependencies, 'security', server, server.name))),
  ]);
  return {
    port: securityFromSources([...overMcp, ...apis], label, dependencies.clock),
    isDemo: false,
  };
}

function connect(
  dependencies: Dependencies,
  area: AreaName,
  mcp: McpServer,
  service: string,
): McpAreaOptions {
  const { clock, log, config } = dependencies;
  const profile = mcp.profile ?? config[area].profile;
  warnOfUnknownProfile(area, profile, log);
  const server = open(dependencies, area, mcp, service);
  const choices = new Map<string, ToolChoice>();
  dependencies.connected.push({ area, server, profile, choices });
  const overrides = Object.fromEntries(
    Object.entries(config[area].items).flatMap(([name, item]) => (item ? [[name, item]] : [])),
  );
  const onToolChosen = (choice: ToolChoice): void => void choices.set(choice.list, choice);
  return { server, clock, profile, overrides, onToolChosen };
}

/** Connects a real server and makes its reading tools available to the assistant as well. */
function connectAndShare(
  dependencies: Dependencies,
  area: AreaName,
  mcp: McpServer,
  service: string,
): McpAreaOptions {
  const options = connect(dependencies, area, mcp, service);
  const { server, profile } = options;
  dependencies.externalServers.push({ server, rules: { area, profile, listed: mcp.lend }, mcp });
  return options;
}

/** Creates a connection, which opens with the first call. */
function open(
  dependencies: Dependencies,
  area: WatchedServer['area'],
  { reach, callsAtOnce }: McpServer,
  service: string,
): ToolServer {
  const { proxyFor, clock, log, calls, watchedServers, cleanup } = dependencies;
  const server = cleanup.use(
    createMcpConnection({ service, endpoint: reach, proxyFor, callsAtOnce, clock, log }),
  );
  watchedServers.push({ area, isCircuitOpen: server.isCircuitOpen });
  return measureConnection(server, calls(area));
}

/** Warns of an unknown profile; the start continues, and the tools are detected as without a profile. */
function warnOfUnknownProfile(area: AreaName, profile: string | undefined, log: Logger): void {
  const known = profileNames(area);
  if (profile === undefined || known.includes(profile)) return;
  log.warn({ area, profile, known }, 'unknown profile');
}

function demoServer(url: string | undefined): McpServer | undefined {
  if (url === undefined) return undefined;
  const reach = { kind: 'http', url: new URL(url), headers: new Map(), isSse: false } as const;
  return { name: 'demo', area: undefined, reach };
}
