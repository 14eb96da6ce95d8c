import type { McpTool } from '../client/tool-list.ts';
import { allowedValue } from './fill-arguments.ts';
import { wordForKind } from './kind-words.ts';
import { type ItemKind, kindIn } from './kinds.ts';
import type { ListName } from './profile.ts';
import { type Fitness, fitnessOf } from './qualifiers.ts';
import { qualifiersIn } from './tool-words.ts';

/** The subject of a tool. */
export interface Subject {
  readonly worth: number;
  readonly head: string;
  readonly kind: ItemKind | undefined;
  readonly fitness: Fitness;
  readonly isNamed: boolean;
}

/** The list that tools are sought for. */
export interface Sought {
  readonly list: ListName | undefined;
  readonly nouns: readonly string[];
  readonly own: ReadonlySet<string>;
}

const BY_CHOICE = 6;

const OF_ANY_KIND =
  /^(?:resources?|objects?|items?|things?|entities|entity|kinds?|events?|records?)$/;

/** Verbs that tell of one thing, or of kinds themselves. */
const OF_ONE = /^(?:explain|describe|inspect|check|count)$/;

/** Returns the subject of a tool that tells whatever kind of thing it is asked for. */
export function chosenKind(
  tool: McpTool,
  words: readonly string[],
  { list, nouns, own }: Sought,
): Subject | undefined {
  const word = list && wordAsked(tool, words, nouns);
  if (!list || word === undefined) return undefined;
  const others = qualifiersIn(words, nouns).filter((it) => !OF_ANY_KIND.test(it) && !own.has(it));
  if (fitnessOf(list, others) !== 'whole') return undefined;
  return {
    worth: BY_CHOICE,
    head: nouns[0] ?? '',
    kind: kindIn(list, [], word.toLowerCase()),
    fitness: 'whole',
    isNamed: true,
  };
}

/** The word for the kind of thing, by its schema or what its descriptions say. */
function wordAsked(
  tool: McpTool,
  words: readonly string[],
  nouns: readonly string[],
): string | undefined {
  const { properties = {}, required = [] } = tool.inputSchema ?? {};
  for (const schema of Object.values(properties)) {
    const value = allowedValue(schema, nouns);
    if (typeof value === 'string') return value;
  }
  if (words.some((word) => OF_ONE.test(word))) return undefined;
  for (const name of required) {
    const word = wordForKind({ name, schema: properties[name], tool, nouns });
    if (word) return word.value;
  }
  return undefined;
}
