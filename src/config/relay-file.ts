import { z } from 'zod';
import { AlertSourcesByName } from './alert-sources.ts';
import { AREA_NAMES, type AreaName } from './areas.ts';
import { PeopleByName } from './people.ts';
import { readYaml } from './read-yaml.ts';
import { toolNames } from './variables.ts';

/** The owner's definition of one item of an area: the tool to call, and the mapping of its answer. */
const Item = z.strictObject({
  tool: z.string().min(1),
  args: z.record(z.string(), z.unknown()).default({}),
  map: z.string().optional(),
});
export type Item = z.infer<typeof Item>;

/** The items of each area that can be defined in the file. */
export const ITEMS = {
  network: ['status', 'details', 'alerts', 'clients'],
  proxmox: ['status', 'nodes', 'guests'],
  k8s: ['status', 'namespaces', 'pods', 'services', 'events', 'nodes'],
  security: ['status', 'alerts', 'logs', 'firewall'],
} as const satisfies Record<AreaName, readonly string[]>;

const areaOf = (items: readonly string[]) =>
  z.strictObject({
    profile: z.string().optional(),
    lend: toolNames.optional(),
    items: z.partialRecord(z.enum(items, `must be one of ${items.join(', ')}`), Item).default({}),
  });

/** `1.1.1.1:443`. */
const HostAndPortText = z.string().transform((text, context): HostAndPort => {
  const [, host, port] = /^([a-z\d.-]+|\[[\da-f:]+\]):(\d{1,5})$/i.exec(text.trim()) ?? [];
  if (host === undefined || Number(port) > 65_535) {
    context.addIssue({
      code: 'custom',
      message: 'must be an address and a port, like 1.1.1.1:443',
    });
    return z.NEVER;
  }
  return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
});

const File = z.strictObject({
  areas: z
    .strictObject({
      network: areaOf(ITEMS.network).optional(),
      proxmox: areaOf(ITEMS.proxmox).optional(),
      k8s: areaOf(ITEMS.k8s).optional(),
      security: areaOf(ITEMS.security).optional(),
    })
    .default({}),
  people: PeopleByName.default({}),
  sources: AlertSourcesByName.default({}),
  gaps: z.boolean('must be true or false').default(true),
  internet_check: z.union([z.literal(false), z.array(HostAndPortText).max(10)]).optional(),
  loop_text: z.boolean('must be true or false').default(true),
});
type File = z.infer<typeof File>;

/** A host and a port. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

export interface RelayFile {
  /** Addresses outside that show whether the internet can be reached; `false` for none. */
  readonly internetCheck?: readonly HostAndPort[] | false | undefined;
  /** True when operators are texted once a month what nothing would notice. */
  readonly gaps: boolean;
  readonly areas: File['areas'];
  readonly people: PeopleByName;
  readonly alertSources: File['sources'];
  readonly sendsLoopText: boolean;
  readonly problems: readonly string[];
}

/** The settings of a relay without such a file. */
export const NOTHING = {
  ...{ areas: {}, people: {}, alertSources: {} },
  ...{ sendsLoopText: true, gaps: true },
} as const;

/** Reads the file for settings that do not fit into a variable. YAML and JSONata are loaded only for it. */
export async function readRelayFile(text: string): Promise<RelayFile> {
  const [yaml, { default: jsonata }] = await Promise.all([readYaml(text), import('jsonata')]);
  if (!yaml.ok) return { ...NOTHING, problems: [yaml.error] };
  const parsed = File.safeParse(yaml.value ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(describeIssue);
    return { ...NOTHING, problems };
  }
  const { areas, people, gaps, sources: alertSources } = parsed.data;
  const { internet_check: internetCheck, loop_text: sendsLoopText } = parsed.data;
  const problems = AREA_NAMES.flatMap((area) => mapProblems(area, areas[area]?.items));
  return { areas, people, alertSources, internetCheck, sendsLoopText, gaps, problems };

  function mapProblems(area: AreaName, items: Readonly<Record<string, Item | undefined>> = {}) {
    return Object.entries(items).flatMap(([name, item]) => {
      try {
        if (item?.map !== undefined) jsonata(item.map);
        return [];
      } catch (cause) {
        return [`areas.${area}.items.${name}.map: ${messageOf(cause)}`];
      }
    });
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const { path } = issue;
  const [key] = issue.code === 'invalid_key' ? issue.issues : [];
  const { message } = key ?? issue;
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause
    ? String(cause.message)
    : String(cause);
