import { isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';
import { wordForKind } from './kind-words.ts';
import { wordsOf } from './read-only.ts';

/** The name of a required argument whose values another tool lists, in the singular: `site`, `cluster`. */
export type UnknownArgument = string;

/** How a tool is to be called: what is known already, and by which names it wants the rest. */
export interface Form {
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly open: readonly (readonly [name: string, unknown: UnknownArgument])[];
  /** Left to itself it tells only some, as its schema says. */
  readonly isNarrow: boolean;
  /** The same in other words, for a tool that may not understand these. */
  readonly other?: Readonly<Record<string, unknown>>;
}

/** The list that is wanted, and what is known about it. */
interface Wanted {
  readonly nouns: readonly string[];
  /** Is true when another tool lists such items. */
  readonly canLearn: (unknown: UnknownArgument) => boolean;
  /** Is true for a word that fits the list: open alerts are the alerts. */
  readonly fits: (word: string) => boolean;
}

type Filled =
  | { readonly value: unknown; readonly other?: string | undefined }
  | { readonly unknown: UnknownArgument }
  | 'left out'
  | 'narrow'
  | 'impossible';

/** Returns the value of one argument, or undefined when the rule does not apply to it. */
type Rule = (argument: Argument, wanted: Wanted) => Filled | undefined;

const MAX_ARGUMENTS = 50;

/** Fills in what a tool requires, and what makes its answer whole; nothing when it requires what nobody can know. */
export function formOf(tool: McpTool, wanted: Wanted): Form | undefined {
  const { properties = {}, required = [] } = tool.inputSchema ?? {};
  const names = [...new Set([...required, ...Object.keys(properties)])].slice(0, MAX_ARGUMENTS);
  const filled = names.map((name) => {
    const argument = argumentOf(name, properties[name]);
    if (!required.includes(name)) {
      return [name, firstOf([...FOR_ALL, ...OPTIONAL], argument, wanted) ?? 'impossible'] as const;
    }
    const kind = wordForKind({ name, schema: properties[name], tool, nouns: wanted.nouns });
    const filled = firstOf([...FOR_ALL, () => kind, ...REQUIRED], argument, wanted);
    return [name, filled ?? 'impossible'] as const;
  });
  if (filled.some(([, it]) => it === 'impossible')) return undefined;
  const other = filled.flatMap(([name, it]) =>
    hasValue(it) && it.other !== undefined ? [[name, it.other] as const] : [],
  );
  return {
    fixed: Object.fromEntries(
      filled.flatMap(([name, it]) => (hasValue(it) ? [[name, it.value]] : [])),
    ),
    open: filled.flatMap(([name, it]) =>
      isOpen(it) && !(isEverywhere(it.unknown, names) && !required.includes(name))
        ? [[name, it.unknown] as const]
        : [],
    ),
    isNarrow: filled.some(([, it]) => it === 'narrow'),
    ...(other.length > 0 && { other: Object.fromEntries(other) }),
  };
}

function firstOf(rules: readonly Rule[], argument: Argument, wanted: Wanted): Filled | undefined {
  for (const rule of rules) {
    const filled = rule(argument, wanted);
    if (filled !== undefined) return filled;
  }
  return undefined;
}

const hasValue = (it: Filled): it is Extract<Filled, { readonly value: unknown }> =>
  typeof it === 'object' && 'value' in it;
const isOpen = (it: Filled): it is { readonly unknown: UnknownArgument } =>
  typeof it === 'object' && 'unknown' in it;

/** Is true where another argument asks for all of them at once. */
const isEverywhere = (unknown: UnknownArgument, names: readonly string[]): boolean =>
  names.some((name) => EVERYWHERE.test(name) && name.toLowerCase().endsWith(`${unknown}s`));

/** The schema of one argument. */
interface Argument {
  readonly name: string;
  readonly type: string | undefined;
  readonly choices: readonly unknown[];
  readonly standard: unknown;
  readonly maximum: number | undefined;
}

function argumentOf(name: string, schema: unknown): Argument {
  const facts = recordReader(schema);
  const choices = facts?.raw('enum');
  return {
    name,
    type: facts?.text('type'),
    choices: isList(choices) ? choices : [],
    standard: facts?.raw('default'),
    maximum: facts?.number('maximum'),
  };
}

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
const FOR_ALL: readonly Rule[] = [
  ({ name }) => (EVERYWHERE.test(name) ? { value: true } : undefined),
  ({ choices }, { nouns }) => valued(ownChoice(choices, nouns)),
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

const OPTIONAL: readonly Rule[] = [
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
  () => 'left out',
];

const REQUIRED: readonly Rule[] = [
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
  ({ name, standard }, { fits }) =>
    FILTER.test(name) && isWord(standard) && !fits(standard) ? 'impossible' : valued(standard),
  ({ name }) => (/^(?:offset|skip)$/i.test(name) ? { value: 0 } : undefined),
  ({ name }) => (/^page(?:_?number)?$/i.test(name) ? { value: 1 } : undefined),
  ({ name, type }) => (type === 'boolean' && /^include_/i.test(name) ? { value: true } : undefined),
  ({ name }, { canLearn }) => {
    const unknown = unknownOf(name);
    return unknown !== undefined && canLearn(unknown) ? { unknown } : undefined;
  },
];

const valued = (value: unknown): Filled | undefined =>
  value === undefined ? undefined : { value };

const isAll = (standard: unknown): boolean => typeof standard === 'string' && ALL.test(standard);
const isWord = (standard: unknown): standard is string =>
  typeof standard === 'string' && !ALL.test(standard);

/** A word of ours that a schema offers, in the plural or not, such as `pods` for a kind of resource. */
export function allowedValue(schema: unknown, nouns: readonly string[]): unknown {
  const choices = recordReader(schema)?.raw('enum');
  return isList(choices) ? ownChoice(choices, nouns) : undefined;
}

const ownChoice = (choices: readonly unknown[], nouns: readonly string[]): unknown =>
  choices.find((it) => typeof it === 'string' && nouns.includes(it.toLowerCase()));

const ALWAYS_LEARNT: ReadonlySet<string> = new Set(['site', 'node', 'namespace']);

export const isLimitName = (name: string): boolean => LIMIT.test(name);

const isLimit = ({ name, type }: Argument): boolean =>
  LIMIT.test(name) && (type === undefined || type === 'integer' || type === 'number');

const wholeOf = (choices: readonly unknown[]): Filled | undefined =>
  valued(choices.find((it) => typeof it === 'string' && it !== '' && ALL.test(it)));

const SPAN = /^(?:since|window|time_?range|period|range|timeframe|lookback|last)$/i;
const SHORT_SPAN = /^(?:\d{1,4}m|\d{1,2}min|1?\d?h)$/;
const SPANS: readonly (readonly [RegExp, number])[] = [
  [/^(?:[a-z]{1,20}_)?hours(?:_back)?$/i, 24],
  [/^(?:[a-z]{1,20}_)?minutes(?:_back)?$/i, 24 * 60],
];

/** A day, where a tool looks back over less than that by itself. */
function dayOf({ name, choices, standard }: Argument): unknown {
  if (SPAN.test(name)) {
    const isShort = typeof standard === 'string' && SHORT_SPAN.test(standard);
    return isShort && (choices.length === 0 || choices.includes('24h')) ? '24h' : undefined;
  }
  const [, most] = SPANS.find(([pattern]) => pattern.test(name)) ?? [];
  return typeof standard === 'number' && most !== undefined && standard < most ? most : undefined;
}

const PART = /^(?:id|ids|name|uuid|key|ref|reference|slug)$/;
const SAME: Readonly<Record<string, UnknownArgument>> = {
  host: 'node',
  hypervisor: 'node',
  ns: 'namespace',
};

/** The thing that an argument names: the cluster of `cluster_id`. */
export function unknownOf(name: string): UnknownArgument | undefined {
  const [only, second] = wordsOf(name).filter((word) => !PART.test(word));
  return only === undefined || second !== undefined ? undefined : (SAME[only] ?? only);
}
