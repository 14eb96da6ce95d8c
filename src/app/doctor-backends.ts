import { detect, kindName } from '../adapters/backends/mcp/sources/detect.ts';
import { selectTools } from '../adapters/backends/mcp/tools/select-tools.ts';
import { fetchCertificate } from '../adapters/http-client/tls-trust.ts';
import { openDatabase } from '../adapters/storage/sqlite/database.ts';
import { createSqliteInventory } from '../adapters/storage/sqlite/sqlite-inventory.ts';
import type { Area } from '../areas/shared/area.ts';
import type { UnconfiguredArea } from '../areas/shared/build-menu.ts';
import type { Apis } from '../config/apis.ts';
import { type AreaName, areaName } from '../config/areas.ts';
import type { Config } from '../config/config.ts';
import type { McpServer } from '../config/mcp-servers.ts';
import { securityTools } from '../config/security-tools.ts';
import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import { map } from '../core/result.ts';
import { checkBackend } from '../doctor/backend.ts';
import { type Access, explain } from '../doctor/backend-fault.ts';
import { type CheckResult, fail, pass, warn } from '../doctor/check-result.ts';
import { evaluateExternalTools } from '../doctor/external-tools.ts';
import type { Check } from '../doctor/run-checks.ts';
import { type Connected, createAreas, type ExternalServer } from './areas.ts';
import { guessedSources } from './guessed-sources.ts';

interface Dependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Parameters<typeof createAreas>[0]['log'];
  readonly cleanup: AsyncDisposableStack;
}

/** Returns a check for every area as composed by the relay, and for every security tool on its own. */
export async function backendChecks(dependencies: Dependencies): Promise<readonly Check[]> {
  const { config, clock, cleanup } = dependencies;
  const { areas, apis } = config;
  const assistantServers = config.assistant?.servers ?? [];
  const demoUrls = config.isDemo ? await startHomelab(clock, cleanup) : undefined;
  const app = await compose(dependencies, { areas, apis, assistantServers, demoUrls });

  const tools = securityTools(config);
  const isSplit = tools.length > 1;
  const separateTools = isSplit
    ? await Promise.all(
        tools.map(async (tool) => ({
          tool,
          app: await compose(dependencies, { ...tool, assistantServers: [], demoUrls: undefined }),
        })),
      )
    : [];
  return [
    ...app.areas
      .filter(({ info }) => !isSplit || info.name !== 'security')
      .map((area) => checkOf(dependencies, config, app, area)),
    ...separateTools.flatMap(({ tool, app: own }) =>
      own.areas.map((area) => checkOf(dependencies, tool, own, area, tool.name)),
    ),
    ...(config.assistant ? app.externalServers : []).map((it): Check => {
      const subject = `MCP ${it.server.service}`;
      return { subject, run: () => checkAssistantServer(dependencies, subject, it) };
    }),
    { subject: 'Backends', run: async () => [evaluateUnconfigured(app.areas, app.absences)] },
  ];
}

type App = Awaited<ReturnType<typeof createAreas>>;

const compose = (
  { config, clock, log, cleanup }: Dependencies,
  {
    areas,
    ...sources
  }: Pick<Config, 'areas'> &
    Pick<Parameters<typeof createAreas>[0], 'apis' | 'assistantServers' | 'demoUrls'>,
): Promise<App> =>
  createAreas({
    ...{ config: areas, ...sources, clock, log, cleanup },
    inventory: createSqliteInventory(cleanup.use(openDatabase('memory:')), clock),
    time: createLocalTime(clock, config.timeZone),
    calls: () => () => {},
    proxyFor: config.proxies.proxyFor,
  });

function checkOf(
  dependencies: Dependencies,
  sources: Pick<Config, 'areas' | 'apis'>,
  { connected }: App,
  area: Area,
  tool?: string,
): Check {
  const name = areaName.parse(area.info.name);
  const own = connected.find((it) => it.area === name);
  const subject = tool === undefined ? area.info.label : `${area.info.label} ${tool}`;
  return {
    subject,
    run: () =>
      checkBackend({
        subject,
        area,
        identify: own && identifierFor(own),
        guesses: () => (own ? guessedSources(own) : []),
        accessTo: (service) => accessTo(sources, name, area, service),
        certificateOf: certificateOf(dependencies),
        time: createLocalTime(dependencies.clock, dependencies.config.timeZone),
      }),
  };
}

/** Checks which tools a server offers to Claude. A server that does not answer is reported by its area, if it has one. */
async function checkAssistantServer(
  dependencies: Dependencies,
  subject: string,
  { server, rules, mcp }: ExternalServer,
): Promise<readonly CheckResult[]> {
  const list = await server.tools();
  if (list.ok) {
    const { external, doubtful, missing, changing } = selectTools(list.value, rules);
    return [
      evaluateExternalTools({
        ...{ subject, listed: rules.listed ?? [], missing, changing },
        server: list.value.serverName || mcp.name,
        offered: external.length,
        all: list.value.tools.length,
        doubtful: doubtful.map(({ name }) => name),
        setting: settingOf(mcp),
      }),
    ];
  }
  if (rules.area) return [];
  const access = overMcp(mcp);
  const certificate = access.url && (await certificateOf(dependencies)(access.url));
  const { says, next } = explain({
    failure: list.error,
    access,
    certificate,
    now: dependencies.clock.now(),
  });
  return [fail(subject, says, next)];
}

const certificateOf =
  ({ config }: Dependencies) =>
  async (url: URL) =>
    url.protocol === 'https:' ? fetchCertificate(url, config.proxies.proxyFor) : undefined;

function evaluateUnconfigured(areas: readonly Area[], absences: readonly UnconfiguredArea[]) {
  if (absences.length === 0) return pass('Backends', 'every area has a source');
  const names = absences.map(({ info }) => info.label).join(', ');
  const hints = absences.map(({ info, hint }) => `${info.label}: ${hint}`).join('; ');
  if (areas.length > 0) return pass('Backends', `not set up: ${names}`);
  return warn('Backends', 'none is set up: there is nothing to show', `${hints}.`);
}

async function startHomelab(clock: Clock, cleanup: AsyncDisposableStack) {
  const homelab = await import('../demo/homelab-servers.ts');
  return cleanup.use(await homelab.startHomelab({ clock })).urls;
}

const identifierFor =
  ({ server, area, profile }: Connected) =>
  async () =>
    map(await server.tools(), (list) => ({
      name: list.serverName,
      version: list.serverVersion,
      kind: kindName(detect(list, area, profile)),
      tools: list.tools.length,
    }));

/** Returns the address and variables of a source, by the name it has in failures. */
function accessTo(
  config: Pick<Config, 'areas' | 'apis'>,
  name: AreaName,
  { isDemo }: Area,
  service: string,
): Access {
  if (isDemo) return { where: 'the imaginary homelab', variable: 'DEMO', key: 'DEMO' };
  const { servers } = config.areas[name];
  const server = servers.find((it) => it.name === service) ?? onlyOne(servers);
  return server ? overMcp(server) : overApi(config.apis, name, service);
}

const onlyOne = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

/** Returns the path of the setting that lists the tools offered to Claude. */
const settingOf = (mcp: McpServer): string =>
  isOfVariable(mcp)
    ? `RELAY_CONFIG: areas.${mcp.area}.lend`
    : `MCP_CONFIG: mcpServers.${mcp.name}.lend`;

/** Servers not defined in a file are named after their variable. */
const isOfVariable = ({ name }: Pick<McpServer, 'name'>): boolean => /^[A-Z0-9_]+_URL$/.test(name);

function overMcp({ name, reach }: Pick<McpServer, 'name' | 'reach'>): Access {
  const isVariable = isOfVariable({ name });
  const variable = isVariable ? name : `MCP_CONFIG ("${name}")`;
  if (reach.kind === 'stdio') {
    return { where: `the program ${reach.command}`, variable, key: `the env of ${variable}` };
  }
  const key = isVariable ? name.replace(/_URL$/, '_TOKEN') : `the headers of ${variable}`;
  return { where: withoutSecrets(reach.url), variable, key, url: reach.url };
}

function overApi(apis: Apis, name: AreaName, service: string): Access {
  const { unifi, proxmox, k8s, crowdsec, wazuhManager, wazuhIndexer } = apis;
  const api = (url: URL | undefined, variable: string, key: string, pin?: string): Access => ({
    ...{ where: url ? withoutSecrets(url) : service, variable, key, url, pin },
  });
  switch (name) {
    case 'network':
      return api(unifi?.url, 'UNIFI_URL', 'UNIFI_API_KEY', 'UNIFI_FINGERPRINT');
    case 'proxmox':
      return api(proxmox?.url, 'PROXMOX_URL', 'PROXMOX_TOKEN', 'PROXMOX_FINGERPRINT');
    case 'k8s':
      return api(k8s?.url, 'KUBECONFIG', 'KUBECONFIG');
    case 'security':
      if (crowdsec) return api(crowdsec.url, 'CROWDSEC_URL', 'CROWDSEC_API_KEY');
      return wazuhIndexer
        ? api(
            wazuhIndexer.url,
            'WAZUH_INDEXER_URL',
            'WAZUH_INDEXER_PASSWORD',
            'WAZUH_INDEXER_FINGERPRINT',
          )
        : api(wazuhManager?.url, 'WAZUH_URL', 'WAZUH_PASSWORD', 'WAZUH_FINGERPRINT');
    default:
      return name satisfies never;
  }
}

/** Removes the parts of an address that may be secret: user, password and query. */
const withoutSecrets = ({ origin, pathname }: URL): string =>
  origin + (pathname === '/' ? '' : pathname);
