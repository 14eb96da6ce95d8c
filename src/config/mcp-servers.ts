import { z } from 'zod';
import { Secret } from '../core/secret.ts';
import { type AreaName, areaName, areaNamedBy } from './areas.ts';
import { expandEntry } from './expand-entry.ts';
import { readJson } from './read-json.ts';
import type { ResolveReference } from './references.ts';
import { secretArgs } from './secret-args.ts';
import { atLeastOne, mcpUrl, toolNames } from './variables.ts';

/** The location of a server: an address, or a program to start. */
export type McpLocation =
  | {
      readonly kind: 'http';
      readonly url: URL;
      readonly headers: ReadonlyMap<string, Secret>;
      readonly isSse: boolean;
      readonly exchange?: { url: URL; body: Secret; tokenField: string } | undefined;
    }
  | {
      readonly kind: 'stdio';
      readonly command: string;
      readonly args: readonly string[];
      /** The secrets in `args`, which must not reach a log. */
      readonly secretArgs: readonly Secret[];
      readonly env: ReadonlyMap<string, Secret>;
      readonly cwd?: string | undefined;
    };

export interface McpServer {
  readonly name: string;
  /** The area it belongs to; a server without one is for the assistant. */
  readonly area: AreaName | undefined;
  readonly reach: McpLocation;
  /** The kind of the server, where its tools do not show it. */
  readonly profile?: string | undefined;
  readonly callsAtOnce?: number | undefined;
  /** Tools offered to Claude in addition to those known to only read. */
  readonly lend?: readonly string[] | undefined;
}

const secrets = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .default({})
  .transform(
    (all): ReadonlyMap<string, Secret> =>
      new Map(Object.entries(all).map(([name, value]) => [name, new Secret(String(value))])),
  );

/** A line break would end a header, and an error about it would quote the value. */
const headers = secrets.superRefine((all, ctx) => {
  for (const [name, value] of all) {
    if (!/[\r\n]/.test(value.reveal())) continue;
    ctx.addIssue({ code: 'custom', path: [name], message: 'must be one line' });
  }
});

const common = {
  area: areaName.optional(),
  profile: z.string().optional(),
  callsAtOnce: atLeastOne.optional(),
  lend: toolNames.optional(),
  disabled: z.boolean().default(false),
};

const Exchange = z
  .object({
    url: mcpUrl,
    body: z.record(z.string(), z.unknown()),
    tokenField: z.string().default('access_token'),
  })
  .transform(({ url, body, tokenField }) => ({
    url,
    body: new Secret(JSON.stringify(body)),
    tokenField,
  }));

const Http = z
  .object({
    ...common,
    type: z.string().default('http'),
    url: mcpUrl,
    headers,
    tokenExchange: Exchange.optional(),
  })
  .transform(({ url, headers, type, tokenExchange, ...entry }) => {
    const isSse = type === 'sse';
    const reach: McpLocation = { kind: 'http', url, headers, isSse, exchange: tokenExchange };
    return { ...entry, reach };
  });

const stdio = (substituted: ReadonlySet<string>) =>
  z
    .object({
      ...common,
      command: z.string().min(1),
      args: z.array(z.string()).default([]),
      env: secrets,
      cwd: z.string().optional(),
    })
    .transform(({ command, args, env, cwd, ...entry }) => {
      const concealed = secretArgs(args, substituted);
      const reach: McpLocation = { kind: 'stdio', command, args, secretArgs: concealed, env, cwd };
      return { ...entry, reach };
    });

const File = z.looseObject({ mcpServers: z.record(z.string(), z.looseObject({})) });

/** The servers of the file, and its problems, one per line. */
export interface McpFile {
  readonly servers: readonly McpServer[];
  readonly problems: readonly string[];
}

/** The values that a file may refer to. */
export interface FileSources {
  readonly env: NodeJS.ProcessEnv;
  readonly resolve: ResolveReference;
}

/**
 * Reads a file in the `mcpServers` format. `${NAME}` in it stands for a variable of the environment; `${secret:NAME}`,
 * `${file:PATH}` and values that are references stand for secrets.
 */
export function readMcpFile(text: string, sources: FileSources): McpFile {
  const json = readJson(text);
  if (!json.ok) return { servers: [], problems: [json.error] };
  const file = File.safeParse(json.value);
  if (!file.success) return { servers: [], problems: ['has no object "mcpServers"'] };

  const missing = new Set<string>();
  const problems: string[] = [];
  const servers: McpServer[] = [];
  for (const [name, entry] of Object.entries(file.data.mcpServers)) {
    const unresolved = new Set<string>();
    const { whole, secretArgs: substituted } = expandEntry(entry, {
      ...sources,
      missing,
      unresolved,
    });
    const read = readEntry(name, whole, substituted);
    problems.push(...[...unresolved].map((problem) => `${name}: ${problem}`));
    if (unresolved.size > 0) continue;
    if ('problems' in read) problems.push(...read.problems);
    else if (!read.isDisabled) servers.push(read.server);
  }
  const unset = [...missing].map((name) => `needs ${name}, which is not set`);
  return { servers, problems: [...unset, ...problems] };
}

function readEntry(name: string, entry: object, substituted: ReadonlySet<string>) {
  const parsed = 'command' in entry ? stdio(substituted).safeParse(entry) : Http.safeParse(entry);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${name}.${path.join('.')}: ${message}`,
    );
    return { problems };
  }
  const { area = areaNamedBy(name), disabled, ...server } = parsed.data;
  return { server: { name, area, ...server }, isDisabled: disabled };
}
