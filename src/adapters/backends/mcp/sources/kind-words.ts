import type { McpTool } from '../client/tool-list.ts';
import type { Argument } from './argument.ts';
import { scopeFor } from './of-cluster.ts';

/** The word by which a tool is asked for a kind of thing. */
export interface KindWord {
  readonly value: string;
  /** Other spellings, where nothing says which one it understands. */
  readonly others: readonly string[];
}

interface Asked {
  readonly argument: Argument;
  readonly tool: McpTool;
  readonly nouns: readonly string[];
}

const KIND =
  /^(?:(?:resource|object|item|entity)(?:_?(?:type|kind)s?)?|resources|(?:api_?)?kinds?|type)$/i;
/** Kubernetes calls that a kind which it spells `Pod`. */
const SPELT_AS_KIND = /kind$/i;

/** The kinds of things that every cluster has; of others a description has to speak. */
const OF_CLUSTERS: ReadonlySet<string> = new Set(
  'pods nodes services events namespaces deployments'.split(' '),
);

const MAX_TEXT_LENGTH = 600;
/** `no` is short for nodes, but rarely meant. */
const NO = 'no';
const EXAMPLES = /(?:\be\.?g\b|such as|for example|\blike\b|\bone of\b|\bincluding\b|[(:])/i;

/** Returns the word for a kind as examples spell it, or as most tools do; nothing where the argument is another. */
export function wordForKind({ argument, tool, nouns }: Asked): KindWord | undefined {
  const { name, type, choices, description, examples } = argument;
  if (scopeFor(argument, nouns) !== undefined) return undefined;
  if (!isKindName(name) || choices.length > 0 || (type !== undefined && type !== 'string')) {
    return undefined;
  }
  const said = [
    ...wordsIn(`${description} ${examples}`),
    ...wordsIn(afterExamples(tool.description ?? '')),
  ];
  const own = nouns
    .filter((noun) => noun !== NO)
    .map((noun) => said.find((word) => word.toLowerCase() === noun))
    .find((word) => word !== undefined);
  if (own !== undefined) return { value: own, others: [] };

  const [plural = ''] = nouns;
  if (!OF_CLUSTERS.has(plural)) return undefined;
  const singular = plural.slice(0, -1);
  const example = said.find((word) => OF_CLUSTERS.has(pluralOf(word.toLowerCase())));
  const [value = plural, ...others] = spellings({ singular, plural, name, example });
  return { value, others };
}

/** Is true for an argument that says what kind of thing is wanted. */
export const isKindName = (name: string): boolean => KIND.test(name);

/** The likeliest spelling comes first. */
function spellings({
  singular,
  plural,
  name,
  example,
}: Readonly<Record<'singular' | 'plural' | 'name', string>> & {
  readonly example: string | undefined;
}): readonly string[] {
  const kind = capitalize(singular);
  const isKind = example === undefined ? SPELT_AS_KIND.test(name) : /^[A-Z].*[^s]$/.test(example);
  if (isKind) return [kind, plural, singular];
  const isSingular = example !== undefined && !example.endsWith('s');
  return isSingular ? [singular, plural, kind] : [plural, kind, singular];
}

const wordsIn = (text: string): readonly string[] =>
  text.slice(0, MAX_TEXT_LENGTH).match(/[a-z]+/gi) ?? [];

/** The words behind `such as`. */
function afterExamples(text: string): string {
  const at = text.search(EXAMPLES);
  return at < 0 ? '' : text.slice(at);
}

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const pluralOf = (word: string): string => (word.endsWith('s') ? word : `${word}s`);
