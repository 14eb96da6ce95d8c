import type { McpTool } from '../client/tool-list.ts';
import type { Argument } from './argument.ts';
import { isKindName, type KindWord, wordForKind } from './kind-words.ts';
import { dayOf } from './look-back.ts';
import {
  groupOf,
  isClusterWide,
  isNamespaceName,
  isNeededInNamespaces,
  isOneByDefault,
  listsWhenEmpty,
  scopeFor,
  versionOf,
  wordForAllNamespaces,
} from './of-cluster.ts';
import { ownChoices } from './own-choices.ts';
import type { ListName } from './profile.ts';
import { saidChoices } from './said-choices.ts';
import { type UnknownArgument, unknownOf } from './unknown-argument.ts';

/** The list that is wanted, and what is known about it. */
export interface WantedList {
  readonly list?: ListName | undefined;
  readonly nouns: readonly string[];
  /** Is true when another tool lists such items. */
  readonly canLearn: (unknown: UnknownArgument) => boolean;
  /** Is true for a word that fits the list: open alerts are the alerts. */
  readonly fits: (word: string) => boolean;
}

export type FilledArgument =
  | { readonly value: unknown; readonly others?: readonly unknown[]; readonly isNarrow?: boolean }
  | { readonly each: readonly string[]; readonly isSample?: boolean }
  | { readonly unknown: UnknownArgument }
  | 'left out'
  | 'narrow'
  | 'impossible';

/** Returns the value of one argument, or undefined when the rule does not apply to it. */
export type ArgumentRule = (argument: Argument, wanted: WantedList) => FilledArgument | undefined;

/** Returns the rules for an argument that a tool requires, in the order in which they apply. */
export const rulesForRequired = (
  tool: McpTool,
  names: readonly string[],
): readonly ArgumentRule[] => [...FOR_ALL, ...aboutTool(tool, names), ...REQUIRED];

/** Returns the rules for an argument that may be left out, in the order in which they apply. */
export const rulesForOptional = (names: readonly string[]): readonly ArgumentRule[] => [
  ...FOR_ALL,
  aboutGroup(names),
  ...OPTIONAL,
];

/** Rules that need to know more of the tool than one argument. */
function aboutTool(tool: McpTool, names: readonly string[]): readonly ArgumentRule[] {
  const hasKind = names.some(isKindName);
  return [
    (argument, { nouns }) => valued(scopeFor(argument, nouns)),
    (argument, { nouns }) => spelled(wordForKind({ argument, tool, nouns })),
    (argument, { nouns }) => (hasKind ? valued(versionOf(argument, nouns)) : undefined),
    (argument) => {
      const said = argument.standard === undefined ? saidChoices(argument, tool) : undefined;
      return said && { each: said, isSample: true };
    },
  ];
}

/** The group of a kind that is not of the first one, which a tool takes for granted. */
const aboutGroup =
  (names: readonly string[]): ArgumentRule =>
  (argument, { nouns }) =>
    names.some(isKindName) && argument.standard === undefined
      ? valued(groupOf(argument, nouns))
      : undefined;

const spelled = (word: KindWord | undefined): FilledArgument | undefined => word && { ...word };

/** Is true where another argument asks for all of them at once. */
export const isEverywhere = (unknown: UnknownArgument, names: readonly string[]): boolean =>
  names.some((name) => EVERYWHERE.test(name) && name.toLowerCase().endsWith(`${unknown}s`));

const EVERYWHERE = /^all_?(?:namespaces|nodes|sites|clusters)$/i;
const STAYS_OPEN = /^(?:follow|watch|stream|subscribe|wait)$/i;
const LIMIT =
  /^(?:limit|lines|(?:page_?)?size|per_?page|max_?(?:results|items|rows|count)|count|top|first)$/i;
const FORMAT = /^(?:(?:output|response)_?)?(?:format(?:_?style)?|output)$/i;
const FILTER =
  /^(?:status|state|filter(?:_?type)?|severity|min_?severity|level|phase|scope|show)$/i;
const ALL = /^(?:all|any|\*|everything|)$/i;
const MAX_AT_ONCE = 500;

/** Rules that make an answer whole, and easy to read. */
const FOR_ALL: readonly ArgumentRule[] = [
  ({ name }) => (EVERYWHERE.test(name) ? { value: true } : undefined),
  (argument, wanted) => byKind(argument, wanted),
  (argument) => valued(wordForAllNamespaces(argument) || undefined),
  ({ name, choices }) =>
    FORMAT.test(name) && choices.includes('json') ? { value: 'json' } : undefined,
  (argument) => valued(dayOf(argument)),
  ({ name, standard, choices }) =>
    FILTER.test(name) && isWord(standard) ? wholeOf(choices) : undefined,
];

/** Flags that make the items of a list readable, and add none to it. */
const PART_OF_ITEMS =
  /^(?:include|with|show)_?(?:descriptions?|messages?|content|body|text|status(?:es)?|states?)$/i;

/** Flags that leave nothing of each item but its name. */
const SHORTENS = /^(?:titles?|names?|ids?|keys?)_?only$/i;

const OPTIONAL: readonly ArgumentRule[] = [
  ({ name, type, standard }) =>
    type === 'boolean' && standard === true && SHORTENS.test(name) ? { value: false } : undefined,
  ({ name, type }) =>
    type === 'boolean' && PART_OF_ITEMS.test(name) ? { value: true } : undefined,
  ({ name, standard }) =>
    STAYS_OPEN.test(name) && standard === true ? { value: false } : undefined,
  (argument) => {
    const { maximum } = argument;
    const isBounded = isLimit(argument) && maximum !== undefined;
    return isBounded ? { value: Math.min(maximum, MAX_AT_ONCE) } : undefined;
  },
  ({ name, standard }, { fits }) =>
    FILTER.test(name) && isWord(standard) && !fits(standard) ? 'narrow' : undefined,
  ({ name, standard }) => {
    const unknown = isWord(standard) ? unknownOf(name) : undefined;
    return unknown === 'namespace' || unknown === 'node' ? { unknown } : undefined;
  },
  (argument) => (isOneByDefault(argument) ? { unknown: 'namespace' } : undefined),
  (argument, { nouns }) =>
    isNeededInNamespaces(argument) && !isClusterWide(nouns) ? { unknown: 'namespace' } : undefined,
  () => 'left out',
];

const REQUIRED: readonly ArgumentRule[] = [
  (argument) => (listsWhenEmpty(argument) ? { value: '' } : undefined),
  (argument) => valued(wordForAllNamespaces(argument)),
  ({ name }, { nouns }) =>
    isNamespaceName(name) && isClusterWide(nouns) ? { value: '', others: ['default'] } : undefined,
  ({ choices }) => (choices.length === 1 ? { value: choices[0] } : undefined),
  (argument) => {
    const { maximum = MAX_AT_ONCE } = argument;
    return isLimit(argument) ? { value: Math.min(maximum, MAX_AT_ONCE) } : undefined;
  },
  ({ name, standard }) => {
    const unknown = unknownOf(name);
    const isLearnt = unknown !== undefined && ALWAYS_LEARNT.has(unknown);
    return isLearnt && !isAll(standard) ? { unknown } : undefined;
  },
  ({ choices, standard }) => (standard === undefined ? wholeOf(choices) : undefined),
  ({ choices, standard }, { list, nouns }) => {
    const { kinds } = ownChoices(choices, { list, nouns });
    return standard === undefined && kinds.length > 1 ? { each: kinds } : undefined;
  },
  ({ name, choices, standard }) =>
    PICKS.test(name) && standard === undefined && areFew(choices) ? { each: choices } : undefined,
  ({ name, standard }, { fits }) =>
    FILTER.test(name) && isWord(standard) && !fits(standard) ? 'impossible' : valued(standard),
  ({ name }) => (/^(?:offset|skip)$/i.test(name) ? { value: 0 } : undefined),
  ({ name }) => (/^page(?:_?number)?$/i.test(name) ? { value: 1 } : undefined),
  ({ name, type }) => (type === 'boolean' && /^include_/i.test(name) ? { value: true } : undefined),
  ({ name }, { canLearn }) => {
    const unknown = unknownOf(name);
    return unknown !== undefined && canLearn(unknown) ? { unknown } : undefined;
  },
  ({ name, type }) =>
    QUERY.test(name) && (type ?? 'string') === 'string'
      ? { value: '', others: ['*'], isNarrow: true }
      : undefined,
];

/** Terms of a search: for an empty one some servers return all. */
const QUERY = /^(?:q|query|search|search_?(?:term|text|query)|keywords?|pattern|text|term)$/i;

/** Arguments that pick out some items by what they are like. */
const PICKS =
  /^(?:[a-z]+_)?(?:status|state|severity|level|phase|type|kind|class|category|zone|interface|ruleset|chain|direction|scope)$/i;
const MOST_CHOICES = 8;

const areFew = (choices: readonly unknown[]): choices is readonly string[] =>
  choices.length > 1 &&
  choices.length <= MOST_CHOICES &&
  choices.every((it) => typeof it === 'string' && it !== '');

/** The choice that says which kind of thing is wanted; where the kinds of one list are the choices, all of them. */
function byKind(
  { choices, standard }: Argument,
  { list, nouns }: WantedList,
): FilledArgument | undefined {
  const { whole, kinds, areAll } = ownChoices(choices, { list, nouns });
  if (whole !== undefined) return { value: whole };
  const [only, second] = kinds;
  if (second === undefined) return valued(only);
  const all = areAll ? wholeOf(choices) : undefined;
  return all ?? (areAll && standard === undefined ? undefined : { each: kinds });
}

const valued = (value: unknown): FilledArgument | undefined =>
  value === undefined ? undefined : { value };

const isAll = (standard: unknown): boolean => typeof standard === 'string' && ALL.test(standard);
const isWord = (standard: unknown): standard is string =>
  typeof standard === 'string' && !ALL.test(standard);

const ALWAYS_LEARNT: ReadonlySet<string> = new Set(['site', 'node', 'namespace']);

export const isLimitName = (name: string): boolean => LIMIT.test(name);

const isLimit = ({ name, type }: Argument): boolean =>
  LIMIT.test(name) && (type === undefined || type === 'integer' || type === 'number');

const wholeOf = (choices: readonly unknown[]): FilledArgument | undefined =>
  valued(choices.find((it) => typeof it === 'string' && it !== '' && ALL.test(it)));
