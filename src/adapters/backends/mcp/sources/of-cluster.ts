import type { Argument } from './argument.ts';

const NAMESPACE = /^(?:namespaces?|ns)$/i;
const API_VERSION = /^api_?version$/i;
const GROUP = /^(?:api_?)?group$/i;
const VERSION = /^version$/i;

const NAME = /^(?:(?:resource|object|item|entity)_?)?name$/i;
const SCOPE =
  /\b(?:cluster(?:ed|[- ]?(?:scoped|wide))?)\b[^.;]{0,20}\bnamespaced\b|\bnamespaced\b[^.;]{0,20}\bcluster/i;

const MAX_TEXT_LENGTH = 400;

/** `Use 'all' for all namespaces`, `"*" = every namespace`. */
const WORD_FOR_ALL =
  /(?:["'`](all|\*|_all|any|all[-_]namespaces|--all-namespaces|-A)["'`]|\b(?:use|pass|set to|specify|or) (all|\*)(?= ))(?:[^.;"'`]{0,30}\b(?:all|every|any|across)\b[^.;"'`]{0,20}\bnamespaces?\b)/i;
const ALL_FIRST =
  /\ball namespaces\b[^.;]{0,40}["'`](all|\*|_all|any|all[-_]namespaces|--all-namespaces|-A)["'`]/i;
/** `empty for all namespaces`, `all namespaces if blank`. */
const EMPTY_FOR_ALL =
  /(?:\b(?:empty|blank)\b|["'`]{2})[^.;]{0,40}\b(?:all|every)\b[^.;]{0,20}\bnamespaces?\b|\b(?:all|every) namespaces?\b[^.;]{0,30}(?:\b(?:empty|blank)\b|["'`]{2})/i;
/** Left out it is one namespace, and not all. */
const ONE_BY_DEFAULT =
  /\bdefaults?(?: is| to|:)?:? ?\(?["'`]?(?:the )?(?:default|current|active)\b|\b(?:the )?(?:current|default|active) namespace (?:if|when|by default)/i;

/** Lists of what belongs to no namespace. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(['nodes', 'namespaces']);

export const isClusterWide = (nouns: readonly string[]): boolean =>
  nouns.some((noun) => CLUSTER_WIDE.has(noun));

export const isNamespaceName = (name: string): boolean => NAMESPACE.test(name);

/** Returns the word for all namespaces, by what the description of an argument says. */
export function wordForAllNamespaces({ name, description }: Argument): string | undefined {
  if (!isNamespaceName(name)) return undefined;
  const text = description.slice(0, MAX_TEXT_LENGTH);
  const [, quoted, plain] = WORD_FOR_ALL.exec(text) ?? [];
  return (
    quoted ?? plain ?? ALL_FIRST.exec(text)?.[1] ?? (EMPTY_FOR_ALL.test(text) ? '' : undefined)
  );
}

/** Is true for a namespace that is one of them when it is left out, as its description says. */
export const isOneByDefault = ({ name, description }: Argument): boolean =>
  isNamespaceName(name) && ONE_BY_DEFAULT.test(description.slice(0, MAX_TEXT_LENGTH));

/** Returns the group and version of a kind of thing in a cluster, for whoever must be told. */
export function versionOf(argument: Argument, nouns: readonly string[]): string | undefined {
  const { name } = argument;
  if (API_VERSION.test(name)) return groupOf(argument, nouns) ?? 'v1';
  if (GROUP.test(name)) return groupOf(argument, nouns) ?? '';
  return VERSION.test(name) ? 'v1' : undefined;
}

/** Returns the group of a kind of thing that is not of the core, with its version where that is asked for too. */
export function groupOf({ name }: Argument, nouns: readonly string[]): string | undefined {
  if (!nouns.includes('deployments')) return undefined;
  if (API_VERSION.test(name)) return 'apps/v1';
  return GROUP.test(name) ? 'apps' : undefined;
}

/** `leave empty to list all`, `name="" lists the collection`. */
const EMPTY_LISTS =
  /(?:\b(?:empty|blank)\b|["'`]{2})[^.;]{0,40}\b(?:lists?|all|every|everything|collection)\b|\b(?:lists?|all|collection)\b[^.;]{0,30}(?:\b(?:empty|blank)\b|["'`]{2})/i;

/** Is true for the name of a thing that lists all of its kind when it is empty, as descriptions say. */
export const listsWhenEmpty = ({ name, description }: Argument): boolean =>
  NAME.test(name) && EMPTY_LISTS.test(description.slice(0, MAX_TEXT_LENGTH));

const REQUIRED_THERE = /\b(?:required|needed|mandatory)\b[^.;]{0,30}\bnamespaced\b/i;

/** Is true for a namespace that kinds which have some cannot do without, as its description says. */
export const isNeededInNamespaces = ({ name, description }: Argument): boolean =>
  isNamespaceName(name) && REQUIRED_THERE.test(description.slice(0, MAX_TEXT_LENGTH));

/** Returns the words for things of the whole cluster and for things in a namespace, of an argument that wants one of them. */
export function scopeFor(
  { choices, description }: Pick<Argument, 'choices' | 'description'>,
  nouns: readonly string[],
): string | undefined {
  const words = choices.filter((it) => typeof it === 'string');
  const text = words.length > 0 ? words.join(' or ') : description.slice(0, MAX_TEXT_LENGTH);
  if (!SCOPE.test(text)) return undefined;
  const pattern = isClusterWide(nouns) ? /\bcluster[a-z-]*/i : /\bnamespaced\b/i;
  const said = words.find((word) => pattern.test(word)) ?? pattern.exec(text)?.[0];
  return said;
}
