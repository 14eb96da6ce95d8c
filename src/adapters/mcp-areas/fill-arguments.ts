import type { Tool } from '../mcp-client/tool-list.ts';

/** What a tool wants to know before it lists anything, and we can find out. */
export type Unknown = 'site' | 'node' | 'namespace';

const ASKS_FOR: Readonly<Record<Unknown, RegExp>> = {
  site: /^site(?:_?(?:id|name|uuid))?$/i,
  node: /^(?:node|host)(?:_?name)?$/i,
  namespace: /^(?:namespace|ns)$/i,
};
const EVERYWHERE = /^all_?namespaces$/i;

/** How a tool is to be called: what is known already, and by which names it wants the rest. */
export interface Form {
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly open: readonly (readonly [name: string, unknown: Unknown])[];
}

/** Fills in what a tool requires; nothing when it requires something nobody can know. */
export function formOf({ inputSchema }: Tool, nouns: readonly string[]): Form | undefined {
  const { properties = {}, required = [] } = inputSchema ?? {};
  const fixed: Record<string, unknown> = {};
  const open: (readonly [string, Unknown])[] = [];
  for (const name of Object.keys(properties)) {
    if (EVERYWHERE.test(name)) fixed[name] = true;
  }
  for (const name of required) {
    if (name in fixed) continue;
    const [unknown] = unknownsOf(name);
    const choice = choiceOf(properties[name], nouns);
    if (unknown) open.push([name, unknown]);
    else if (choice !== undefined) fixed[name] = choice;
    else return undefined;
  }
  return { fixed, open };
}

function unknownsOf(name: string): readonly Unknown[] {
  const all: readonly Unknown[] = ['site', 'node', 'namespace'];
  return all.filter((unknown) => ASKS_FOR[unknown].test(name));
}

/** A word of ours that the schema itself offers, such as `pods` for a kind of resource. */
function choiceOf(schema: unknown, nouns: readonly string[]): string | undefined {
  const offered =
    typeof schema === 'object' && schema !== null && 'enum' in schema ? schema.enum : undefined;
  return Array.isArray(offered) ? nouns.find((noun) => offered.includes(noun)) : undefined;
}
