import { createMcpConnection } from '../../adapters/backends/mcp/client/connection.ts';
import type { Endpoint } from '../../adapters/backends/mcp/client/endpoint.ts';
import { configItemFor } from '../../adapters/backends/mcp/sources/chosen-tool.ts';
import {
  type AreaProbe,
  probeServer,
  readBy,
} from '../../adapters/backends/mcp/sources/probe-server.ts';
import { PROBE_USAGE, type ProbeRequest, parseProbe } from '../../cli/parse-probe.ts';
import { describeProbe, describeUnreachable } from '../../cli/probe.ts';
import { AREA_NAMES, type AreaName } from '../../config/areas.ts';
import { checkProxies } from '../../config/check.ts';
import { systemClock as clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import { explain } from '../../doctor/backend-fault.ts';
import { misused, readEnvFile, refuse, report, type Shell } from './shell.ts';

/** Probes a server that is not configured: prints what it provides, and how to connect it. */
export async function probe(shell: Shell, ...words: string[]): Promise<void> {
  const parsed = parseProbe(words);
  if (!parsed.ok) misused(shell, `probe ${parsed.error}.\n\n${PROBE_USAGE.trimEnd()}`);
  const request = parsed.value;
  readEnvFile(shell);
  const proxies = checkProxies(shell.env);
  if (!proxies.ok) refuse(shell, proxies.error);

  let stderrText = '';
  const warn = (facts: object): void => {
    if ('said' in facts) stderrText = String(facts.said);
  };
  await using server = createMcpConnection({
    ...{ service: 'server', endpoint: endpointOf(shell, request), clock },
    proxyFor: proxies.value.proxyFor,
    log: { info: () => {}, warn },
  });
  const areas = request.area ? [request.area] : AREA_NAMES;
  const found = await probeServer({ server, clock, areas });
  if (!found.ok) {
    const failure = found.error;
    const access = { ...accessTo(request), variable: 'the address', key: 'MCP_TOKEN' };
    const { says } = explain({ failure, access, certificate: undefined, now: clock.now() });
    report(shell, {
      text: describeUnreachable(says, [unexplainedCause(failure), stderrText]),
      isDone: false,
    });
    return;
  }
  const { areas: probed, ...result } = found.value;
  const setting = (area: AreaName): string => settingFor(area, request);
  const { text, isDone } = describeProbe({ ...result, areas: probed.map(toReport), setting });
  shell.stdout.write(text);
  shell.finish(isDone ? 0 : 1);
}

/** Returns the server's own error text, if there is no explanation of it. */
function unexplainedCause(failure: Failure): string {
  if (failure.kind === 'unreachable' || failure.kind === 'timeout') return '';
  if ('explanation' in failure && failure.explanation !== undefined) return '';
  return 'cause' in failure && typeof failure.cause === 'string' ? failure.cause : '';
}

function endpointOf(shell: Shell, { target, env }: ProbeRequest): Endpoint {
  if (target.kind === 'http') {
    const token = shell.env['MCP_TOKEN'];
    const headers = new Map(token ? [['authorization', new Secret(`Bearer ${token}`)]] : []);
    return { ...target, headers };
  }
  const variables = env.map((name) => {
    const value = shell.env[name] ?? misused(shell, `probe needs ${name}, which is not set.`);
    return [name, new Secret(value)] as const;
  });
  return { ...target, env: new Map(variables) };
}

const toReport = (probed: AreaProbe) => ({
  ...{ area: probed.area, kind: probed.kind, listCount: readBy(probed) },
  lists: probed.choices.map((choice) => ({
    ...choice,
    configItem: configItemFor(probed.area, choice),
  })),
});

/** Hides the query of an address, which may hold a key. */
const withoutQuery = ({ origin, pathname, search }: URL): string =>
  origin + (pathname === '/' ? '' : pathname) + (search && '?...');

const accessTo = ({ target }: ProbeRequest) =>
  target.kind === 'http'
    ? { where: withoutQuery(target.url), url: target.url }
    : { where: `the program ${target.command}` };

const PREFIXES: Readonly<Record<AreaName, string>> = {
  ...{ network: 'UNIFI', proxmox: 'PROXMOX', k8s: 'K8S', security: 'SECURITY' },
};

function settingFor(area: AreaName, { target, env }: ProbeRequest): string {
  const prefix = PREFIXES[area];
  if (target.kind === 'http') return `${prefix}_MCP_URL=${withoutQuery(target.url)}`;
  const { command, args } = target;
  const variables = Object.fromEntries(env.map((name) => [name, `\${${name}}`]));
  const entry = { command, args, ...(env.length > 0 && { env: variables }) };
  return `in the file of MCP_CONFIG: ${JSON.stringify({ mcpServers: { [area]: entry } })}`;
}
