import type { McpTool } from '../client/tool-list.ts';
import { argumentOf } from './argument.ts';
import { wordForKind } from './kind-words.ts';
import { type ItemKind, kindIn } from './kinds.ts';
import { ownChoices } from './own-choices.ts';
import type { ListName } from './profile.ts';
import { type Fitness, fitnessOf } from './qualifiers.ts';
import { wordsOf } from './read-only.ts';
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
  const asked = kindAsked(tool, words, { list, nouns });
  if (!asked) return undefined;
  const others = qualifiersIn(words, nouns).filter((it) => !OF_ANY_KIND.test(it) && !own.has(it));
  if (fitnessOf(list ?? 'uplink', others) !== 'whole') return undefined;
  return {
    worth: BY_CHOICE,
    head: nouns[0] ?? '',
    kind: list && asked.word !== undefined ? kindOfWord(list, asked.word) : undefined,
    fitness: 'whole',
    isNamed: true,
  };
}

/** The kind of `virtual-machine`, and of `switch`. */
function kindOfWord(list: ListName, word: string): ItemKind | undefined {
  const words = wordsOf(word);
  const last = words.at(-1) ?? '';
  return [word.toLowerCase(), last, `${last}s`, `${last}es`]
    .map((noun) => kindIn(list, words, noun))
    .find((kind) => kind !== undefined);
}

interface AskedKind {
  /** None where it is asked for several kinds. */
  readonly word: string | undefined;
}

interface Wanted {
  readonly list: ListName | undefined;
  readonly nouns: readonly string[];
}

function wordOffered(name: string, tool: McpTool, wanted: Wanted): AskedKind | undefined {
  const { whole, kinds } = ownChoices(argumentOf(name, tool).choices, wanted);
  if (typeof whole === 'string') return { word: whole };
  const [only, second] = kinds;
  return only === undefined ? undefined : { word: second === undefined ? only : undefined };
}

/** The word for the kind of thing, by its schema or what its descriptions say; none where it is asked for several. */
function kindAsked(tool: McpTool, words: readonly string[], wanted: Wanted): AskedKind | undefined {
  const { properties = {}, required = [] } = tool.inputSchema ?? {};
  const [offered] = Object.keys(properties).flatMap(
    (name) => wordOffered(name, tool, wanted) ?? [],
  );
  if (offered) return offered;
  if (words.some((word) => OF_ONE.test(word))) return undefined;
  for (const name of required) {
    const argument = argumentOf(name, tool);
    const word = wordForKind({ argument, tool, nouns: wanted.nouns });
    if (word) return { word: word.value };
  }
  return undefined;
}
