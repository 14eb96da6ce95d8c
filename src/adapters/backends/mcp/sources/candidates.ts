import type { McpTool } from '../client/tool-list.ts';
import { chosenKind, type Sought, type Subject } from './chosen-kind.ts';
import { BANS } from './expand-bans.ts';
import { type Form, formOf } from './fill-arguments.ts';
import { type ItemKind, kindIn, nounsOf } from './kinds.ts';
import { NOUNS } from './list-names.ts';
import type { ListName } from './profile.ts';
import { fitnessOf, isAdjective, isFitting } from './qualifiers.ts';
import { mayBeAsked, wordsOf } from './read-only.ts';
import { afterVerb, headOf, qualifiersIn } from './tool-words.ts';
import type { UnknownArgument } from './unknown-argument.ts';

const BY_NAME = 10;
const BY_DESCRIPTION = 4;
const LISTS = 3;
const PER_ARGUMENT = -2;
const PER_WORD = -0.5;
const NARROW = -4;
/** The number of tools that are tried at most for one list. */
export const MAX_CANDIDATES = 3;

/** A tool that may tell a list, and how well. */
export interface Candidate {
  readonly tool: McpTool;
  readonly form: Form;
  /** The noun of the tool: two tools with the same noun list the same items. */
  readonly head: string;
  /** The only kind of thing that it lists. */
  readonly kind: ItemKind | undefined;
  /** Its name says so, not only its description. */
  readonly isNamed: boolean;
  /** There may be more of them than it tells. */
  readonly isNarrow: boolean;
  /** But not where it counts as many as it tells: it searches, and nothing is searched for. */
  readonly isSearch?: boolean;
}

/** The tools that tell a list: of the whole of it, or of one of its kinds. */
export interface Candidates {
  readonly all: readonly Candidate[];
  readonly kinds: ReadonlyMap<ItemKind, readonly Candidate[]>;
  /** Those that say only in their descriptions that they list it. */
  readonly described: readonly Candidate[];
}

/** The tools of a server that may be asked, and what their words are about. */
export interface CallableTools {
  readonly tools: readonly { readonly tool: McpTool; readonly words: readonly string[] }[];
  /** The subjects in the names of all tools. */
  readonly heads: ReadonlySet<string>;
  /** Words that say whose tools they are, such as the name of a product. */
  readonly own: ReadonlySet<string>;
}

export function callableAmong(all: readonly McpTool[], serverName = ''): CallableTools {
  const tools = all.filter(mayBeAsked).map((tool) => ({ tool, words: wordsOf(tool.name) }));
  const heads = new Set(tools.flatMap(({ words }) => headOf(words) ?? []));
  const shared = wordsOf(serverName.slice(0, MAX_SENTENCE_LENGTH)).filter(
    (word) => !heads.has(word),
  );
  return { tools, heads, own: new Set(shared.filter((word) => !isAdjective(undefined, word))) };
}

/** The tools that are likeliest to list such things, may be asked, and can be called; the best first. */
export function rankedCandidates(name: ListName, askable: CallableTools): Candidates {
  const found = rank(name, nounsOf(name, NOUNS[name]), askable);
  const named = found.filter((it) => it.isNamed);
  const ofKinds = Map.groupBy(
    named.filter(({ kind }) => kind !== undefined),
    ({ kind }) => kind,
  );
  return {
    all: named.filter(({ kind }) => !kind).slice(0, MAX_CANDIDATES),
    kinds: new Map(
      [...ofKinds].flatMap(([kind, own]) =>
        kind ? [[kind, own.slice(0, MAX_CANDIDATES)] as const] : [],
      ),
    ),
    described: found.filter((it) => !it.isNamed).slice(0, MAX_CANDIDATES),
  };
}

/**
 * The tools that list what an argument wants to be told; those that want nothing themselves come first. A tool that is
 * named after another list is none, whatever its description says, and neither is one that lists some of them.
 */
export const candidatesFor = (
  unknown: UnknownArgument,
  askable: CallableTools,
): readonly Candidate[] => {
  const nouns = learningNouns(unknown);
  return rank(undefined, nouns, askable)
    .filter(({ tool, isNamed }) => isNamed || !isOfOther(wordsOf(tool.name), nouns))
    .toSorted((a, b) => a.form.open.length - b.form.open.length)
    .slice(0, MAX_CANDIDATES);
};

const isOfOther = (words: readonly string[], nouns: readonly string[]): boolean => {
  const head = headOf(words) ?? '';
  return ANY_NOUN.has(head) && !nouns.includes(head);
};

const ANY_NOUN: ReadonlySet<string> = new Set(Object.values(NOUNS).flat());

/** Returns the names of the list that holds the values of an argument. */
export const learningNouns = (unknown: UnknownArgument): readonly string[] =>
  nounsByName.get(`${unknown}s`) ?? [`${unknown}s`, unknown];

const nounsByName: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(NOUNS));

function rank(
  list: ListName | undefined,
  nouns: readonly string[],
  { tools, heads, own }: CallableTools,
): readonly Candidate[] {
  const sought: Sought = { list, nouns, own };
  const canLearn = (unknown: UnknownArgument): boolean =>
    heads.has(`${unknown}s`) || heads.has(unknown);
  return tools
    .flatMap(({ tool, words }) => {
      const subject = subjectOf(tool, words, sought) ?? chosenKind(tool, words, sought);
      if (!subject || isUnfit(subject, words, sought)) return [];
      const fits = (word: string): boolean => list !== undefined && isFitting(list, word);
      const form = formOf(tool, { list, nouns, canLearn, fits });
      if (!form) return [];
      const { worth, head, kind, fitness, isNamed } = subject;
      const isNarrow = form.isNarrow || fitness !== 'whole';
      const isSearch = !form.isNarrow && fitness === 'searched';
      const score = worth + scoreOf(tool, words) + (isNarrow ? NARROW : 0);
      return [{ tool, form, head, kind, isNamed, isNarrow, isSearch, score }];
    })
    .toSorted((a, b) => b.score - a.score || a.tool.name.localeCompare(b.tool.name));
}

/** By words that pick out some of them, or of whatever it is where no list of ours is sought. */
function isUnfit(
  { fitness }: Subject,
  words: readonly string[],
  { list, nouns, own }: Sought,
): boolean {
  if (list !== undefined) return fitness === 'unfit';
  const qualifiers = qualifiersIn(words, nouns).filter((word) => !own.has(word));
  return fitnessOf('uplink', qualifiers) === 'unfit';
}

const MAX_SENTENCE_LENGTH = 300;

/** Returns the subject of a tool by its name or the first words of its description, if it is the one wanted. */
function subjectOf(
  { description = '' }: McpTool,
  words: readonly string[],
  sought: Sought,
): Subject | undefined {
  const [firstSentence = ''] = description.split(/[.\n;]/, 1);
  const [firstWords = ''] = firstSentence.split(/[(:]/, 1);
  const named = nameOf(sought.list, words);
  const { nouns } = sought;
  const [first] = [firstWords, firstSentence]
    .map((it) => wordsOf(it.slice(0, MAX_SENTENCE_LENGTH)))
    .map((said) => ({ said, described: nameOf(sought.list, said) ?? '' }))
    .filter(({ described }) => nouns.includes(described));
  if (named !== undefined && ADDRESSES.test(named) && !words.some((word) => BANS.has(word))) {
    return undefined;
  }
  if (named !== undefined && nouns.includes(named)) {
    return { ...aboutHead(named, BY_NAME), ...aboutWords(words, named, { words, sought }) };
  }
  if (!first) return undefined;
  const { said, described } = first;
  const about = aboutWords(said, described, { words, sought });
  return { ...aboutHead(described, BY_DESCRIPTION), ...about, isNamed: false };
}

/** The noun of a name: addresses that are kept out are bans, and events of attacks are alerts. */
function nameOf(list: ListName | undefined, words: readonly string[]): string | undefined {
  if (list === 'rules' && BANS.has(words.at(-1) ?? '')) return 'bans';
  const isOfAttacks = EVENTS.test(headOf(words) ?? '') && words.some(isOfSecurity);
  if (list === 'alerts' && isOfAttacks) return 'alerts';
  return headOf(words, (word) => isAdjective(list, word));
}

const EVENTS = /^events?$/;
const isOfSecurity = (word: string): boolean =>
  /^(?:security|threats?|intrusions?|ids|ips|notable|attacks?|falco|suricata|snort|alerts?)$/.test(
    word,
  );

/** They are rules only where they are said to be kept out. */
const ADDRESSES = /^(?:ips|addresses)$/;

const aboutHead = (head: string, worth: number) => ({
  worth: head.endsWith('s') ? worth : worth / 2,
  head: head.replace(/s$/, ''),
  isNamed: true,
});

const aboutWords = (
  said: readonly string[],
  head: string,
  { words, sought: { list, nouns, own } }: { words: readonly string[]; sought: Sought },
): Pick<Subject, 'kind' | 'fitness'> => ({
  kind: list && kindIn(list, afterVerb(said, nouns), head),
  fitness: list
    ? fitnessOf(
        list,
        qualifiersIn(words, nouns).filter((word) => !own.has(word)),
      )
    : 'whole',
});

const scoreOf = ({ inputSchema }: McpTool, words: readonly string[]): number =>
  (words.includes('list') ? LISTS : 0) +
  (inputSchema?.required?.length ?? 0) * PER_ARGUMENT +
  words.length * PER_WORD;
