import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import { type AlertSources, readAlertSources } from './alert-sources.ts';
import { AREA_NAMES, type AreaName } from './areas.ts';
import type { Variables } from './environment.ts';
import { type FileSources, type McpServer, readMcpFile } from './mcp-servers.ts';
import type { PeopleByName } from './people.ts';
import { type Item, NOTHING, type RelayFile, readRelayFile } from './relay-file.ts';

/** The sources of an area. */
export interface AreaConfig {
  readonly servers: readonly McpServer[];
  /** The kind of the server, where its tools do not show it. */
  readonly profile: string | undefined;
  readonly items: Readonly<Record<string, Item | undefined>>;
}

export type Areas = Readonly<Record<AreaName, AreaConfig>>;

export interface Files {
  readonly areas: Areas;
  readonly people: PeopleByName;
  readonly alertSources: AlertSources;
  readonly internetCheck: RelayFile['internetCheck'];
  readonly sendsLoopText: boolean;
  readonly gaps: boolean;
  /** MCP servers of no area; their reading tools are for the assistant. */
  readonly assistantServers: readonly McpServer[];
}

/** Reads the sources of every area from the variables and the files they name. */
export async function readFiles(
  vars: Variables,
  sources: FileSources,
): Promise<Result<Files, readonly string[]>> {
  const mcp = readMcp(vars, sources);
  const relay = await readRelay(vars);
  const alertSources = readAlertSources(relay.alertSources, sources.resolve);
  const byUrl = serversByUrl(vars).map((it) => ({ ...it, lend: relay.areas[it.area]?.lend }));
  const servers = [...byUrl, ...mcp.servers];
  const areas = AREA_NAMES.map((area): readonly [AreaName, AreaConfig] => [
    area,
    {
      servers: servers.filter((server) => server.area === area),
      profile: relay.areas[area]?.profile,
      items: relay.areas[area]?.items ?? {},
    },
  ]);
  const problems = [
    ...mcp.problems.map((problem) => `MCP_CONFIG: ${problem}`),
    ...relay.problems.map((problem) => `RELAY_CONFIG: ${problem}`),
    ...(alertSources.ok ? [] : alertSources.error),
    ...areas.flatMap(([area, { servers: all }]) => surplusServers(area, all)),
    ...AREA_NAMES.filter((area) => !byUrl.some((it) => it.area === area)).flatMap((area) =>
      relay.areas[area]?.lend ? [unusedLend(area)] : [],
    ),
  ];
  const [network, proxmox, k8s, security] = areas.map(([, area]) => area);
  if (problems.length > 0 || !alertSources.ok) return err(problems);
  if (!network || !proxmox || !k8s || !security) return err(problems);
  return ok({
    areas: { network, proxmox, k8s, security },
    people: relay.people,
    alertSources: alertSources.value,
    internetCheck: relay.internetCheck,
    sendsLoopText: relay.sendsLoopText,
    gaps: relay.gaps,
    assistantServers: servers.filter(({ area }) => area === undefined),
  });
}

/** Only security may have several servers; with two networks it would be unclear which one is meant. */
const surplusServers = (area: AreaName, servers: readonly McpServer[]): readonly string[] =>
  area !== 'security' && servers.length > 1
    ? [`${area} has ${servers.length} MCP servers (${servers.map(({ name }) => name).join(', ')})`]
    : [];

const unusedLend = (area: AreaName): string =>
  `RELAY_CONFIG: areas.${area}.lend: applies only to a server set by a variable; for one in MCP_CONFIG, set it there`;

type ServerByUrl = McpServer & { readonly area: AreaName };

function serversByUrl(vars: Variables): readonly ServerByUrl[] {
  return [
    server('UNIFI_MCP_URL', 'network', vars.UNIFI_MCP_URL, vars.UNIFI_MCP_TOKEN),
    server('PROXMOX_MCP_URL', 'proxmox', vars.PROXMOX_MCP_URL, vars.PROXMOX_MCP_TOKEN),
    server('K8S_MCP_URL', 'k8s', vars.K8S_MCP_URL, vars.K8S_MCP_TOKEN),
    server('SECURITY_MCP_URL', 'security', vars.SECURITY_MCP_URL, vars.SECURITY_MCP_TOKEN),
  ].flat();
}

function server(
  name: string,
  area: AreaName,
  url: URL | undefined,
  token: Secret | undefined,
): readonly ServerByUrl[] {
  if (!url) return [];
  const bearer = token && new Secret(`Bearer ${token.reveal()}`);
  const headers = new Map(bearer ? [['authorization', bearer]] : []);
  return [{ name, area, reach: { kind: 'http', url, headers, isSse: false } }];
}

function readMcp({ MCP_CONFIG }: Variables, sources: FileSources) {
  if (MCP_CONFIG === undefined) return { servers: [], problems: [] };
  const text = read(MCP_CONFIG);
  return text.ok ? readMcpFile(text.value, sources) : { servers: [], problems: [text.error] };
}

/** Reads the file that RELAY_CONFIG names, if any. */
export async function readRelay({
  RELAY_CONFIG,
}: Pick<Variables, 'RELAY_CONFIG'>): Promise<RelayFile> {
  if (RELAY_CONFIG === undefined) return { ...NOTHING, problems: [] };
  const text = read(RELAY_CONFIG);
  return text.ok ? readRelayFile(text.value) : { ...NOTHING, problems: [text.error] };
}

function read(path: string): Result<string, string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (cause) {
    return err(`cannot be read: ${String(cause)}`);
  }
}
