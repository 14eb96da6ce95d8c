import { entriesOf, isList } from '../../vendor-records/json.ts';
import { readFlag, readNumber } from '../../vendor-records/units.ts';
import { unreadinessIn } from '../answers/readiness.ts';
import { remarkIn, scopeIn } from '../answers/remarks.ts';
import type { McpTool } from '../client/tool-list.ts';
import { isLimitName } from './argument-rules.ts';
import { defaultOf, hasLargerTotal, isAtLimit } from './may-be-cut.ts';

type Args = Readonly<Record<string, unknown>>;

/** How much of a list one answer holds. */
export interface Extent {
  /** How many there are in all, if the answer says so. */
  readonly total: number | undefined;
  /** There is more, or may be. */
  readonly isCut: boolean;
  /** Some of it is said to be missing, whatever number stands beside it. */
  readonly saysMore: boolean;
  /** It is about a part that nobody asked for, such as one namespace. */
  readonly isNarrow: boolean;
  /** The arguments of the next page; undefined where the tool takes none. */
  readonly next: Next | undefined;
}

export interface Next {
  readonly args: Args;
  /** It begins at the beginning again, with more at once. */
  readonly isAnew: boolean;
}

export interface Page {
  readonly data: unknown;
  /** How many records there are in it. */
  readonly size: number;
  /** How many there were in those before it. */
  readonly before: number;
  readonly tool: McpTool;
  readonly args: Args;
  /** The names of the items. */
  readonly nouns: readonly string[];
}

const MAX_FACTS = 300;
const DEEPEST = 5;

const TOTAL =
  /^(?:total|grandtotal|overalltotal|total(?:count|items|results|records|rows|hits|entries|elements|size|available|matches|number)|(?:count|items|results|records|rows|hits|entries)total|matched)$/;
const COUNT = /^(?:count|size|length|found|resultcount|itemcount)$/;
const MORE =
  /^(?:hasmore|hasnext|hasnextpage|more|moreavailable|moreresults|truncated|istruncated|incomplete|ispartial|partial|limited|capped)$/;
const GOES_ON = /^(?:hasmore|hasnext|hasnextpage)$/;
const LEFT =
  /^(?:remaining|remainingitemcount|remainingitems|remainingcount|omitted|notshown|skipped)$/;
const NEXT =
  /^(?:next|nextcursor|nextpage|nextpagetoken|nexttoken|nextoffset|nextlink|continue|continuetoken|continuation|continuationtoken|endcursor|marker|nextmarker)$/;
const PAGES = /^(?:pages|totalpages|pagecount|pagetotal|numpages|lastpage)$/;
const PAGE = /^(?:page|currentpage|pagenumber|pageindex)$/;
const ABOUT_PART = /^(?:namespace|node|filter|filters|filteredby|query|search)$/;

const CURSOR_ARGUMENT =
  /^(?:cursor|page_?token|next_?(?:token|cursor|page)|continue(?:_?token)?|continuation(?:_?token)?|after|marker|next|token)$/i;
const OFFSET_ARGUMENT = /^(?:offset|skip|start(?:_?index|_?at)?)$/i;
const PAGE_ARGUMENT = /^page(?:_?(?:number|no|index))?$/i;

/** Reads how much there is besides the records of an answer. */
export function extentOf(page: Page): Extent {
  const facts = factsBeside(page.data, page.nouns);
  const seen = page.before + page.size;
  const find = (pattern: RegExp) =>
    facts.find(([key, value]) => pattern.test(key) && value !== null);
  const number = (pattern: RegExp) => readNumber(find(pattern)?.[1]);
  const texts = facts.flatMap(([, value]) => (isText(value) ? [value] : []));
  const said = remarkIn(page.size, texts);
  const total = totalIn(facts, page) ?? moreThan(seen, number(COUNT)) ?? moreThan(seen, said.total);
  const next = find(NEXT)?.[1];
  const isLast = facts.some(([key, value]) => GOES_ON.test(key) && readFlag(value) === false);
  const hasNext = !isLast && next !== undefined && next !== '' && next !== false;
  const left = number(LEFT) ?? 0;
  const [at = 0, pages = 0] = [number(PAGE), number(PAGES)];
  const isFull = isAtLimit(page);
  const saysMore = [
    facts.some(([key, value]) => MORE.test(key) && readFlag(value) === true),
    said.truncated === true,
    unreadinessIn(page.data) !== undefined,
    left > 0,
    at > 0 && pages > at,
    hasNext && isFull,
  ].includes(true);
  const isUncounted = total === undefined && (isFull || hasLargerTotal(facts, seen));
  const isCut = saysMore || hasNext || isUncounted || (total !== undefined && total > seen);
  return {
    total: total ?? (left > 0 ? seen + left : undefined),
    isCut,
    saysMore,
    isNarrow: [...facts, ...Object.entries(scopeIn(texts))].some(
      ([key, value]) => ABOUT_PART.test(key) && isPart(value, page.args),
    ),
    next: isCut ? nextArguments(page, next, at) : undefined,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const moreThan = (seen: number, count: number | undefined): number | undefined =>
  count !== undefined && count > seen ? count : undefined;

/** `total`, or `total_pods` among the totals of other things. */
function totalIn(facts: readonly Fact[], { nouns, size, before, data }: Page): number | undefined {
  const lists = entriesOf(data).filter(([key, value]) => isListOfItems(plain(key), value));
  const isAlone = lists.length < 2 || areSame(lists.map(([, value]) => value));
  const own = facts.find(([key]) =>
    nouns.some(
      (noun) => key === `total${noun}` || key === `${noun}total` || key === `${noun}count`,
    ),
  );
  const total = readNumber(
    (own ?? (isAlone ? facts.find(([key]) => TOTAL.test(key)) : undefined))?.[1],
  );
  return total !== undefined && total >= size + before ? total : undefined;
}

/** Is true for one list under several names: an old one stays for those who know it. */
function areSame([first, ...others]: readonly unknown[]): boolean {
  const json = JSON.stringify(first);
  return others.every((it) => JSON.stringify(it) === json);
}

/** A cursor may be a list too. */
const isListOfItems = (key: string, value: unknown): boolean => isList(value) && !NEXT.test(key);

type Fact = readonly [key: string, value: unknown];

/** Keys that describe the answer itself and not an item in it. */
const ENVELOPE =
  /^(?:data|result|results|response|hits|meta|metadata|paging|pagination|page|pageinfo|pager|cursor|summary|links)$/;

/** Returns the entries beside the records, and those of such objects beside them. */
function factsBeside(data: unknown, nouns: readonly string[]): readonly Fact[] {
  const facts: Fact[] = [];
  let level: readonly unknown[] = isList(data) ? [] : [data];
  for (let depth = 0; depth < DEEPEST && facts.length < MAX_FACTS; depth += 1) {
    const entries = level.flatMap(entriesOf).slice(0, MAX_FACTS);
    facts.push(
      ...entries
        .filter(([key, value]) => isPlain(value) || (NEXT.test(plain(key)) && isCursor(value)))
        .map(([key, value]) => [plain(key), value] as const),
    );
    facts.push(...entries.flatMap(([key, value]) => totalInside(plain(key), value)));
    level = entries.flatMap(([key, value]) =>
      ENVELOPE.test(plain(key)) || (nouns.includes(plain(key)) && !isList(value)) ? [value] : [],
    );
  }
  return facts;
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Elastic goes on after the values by which it sorts. */
const isCursor = (value: unknown): value is readonly unknown[] =>
  isList(value) && value.length > 0 && value.every((it) => typeof it !== 'object');

/** `total: { value: 2 }`. */
const totalInside = (key: string, value: unknown): readonly Fact[] =>
  TOTAL.test(key)
    ? entriesOf(value).flatMap(([inner, it]) => (inner === 'value' ? [[key, it] as const] : []))
    : [];

const plain = (key: string): string =>
  key
    .slice(0, 60)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** One namespace, which was not asked for. */
function isPart(value: unknown, args: Args): boolean {
  if (typeof value !== 'string') return false;
  const isAll = /^(?:all|any|none|null|\*|_all|-|all[ _-]?namespaces|)$/i.test(value.trim());
  return !isAll && !Object.values(args).includes(value);
}

function nextArguments(page: Page, next: unknown, at: number): Next | undefined {
  const goOn = (more: Args): Next => ({ args: { ...page.args, ...more }, isAnew: false });
  const { tool, args, size, before } = page;
  const names = Object.keys(tool.inputSchema?.properties ?? {});
  const cursor = names.find((name) => CURSOR_ARGUMENT.test(name));
  if (
    cursor !== undefined &&
    (typeof next === 'string' || typeof next === 'number' || isCursor(next))
  ) {
    return goOn({ [cursor]: next });
  }
  const offset = names.find((name) => OFFSET_ARGUMENT.test(name));
  if (offset !== undefined && size > 0) return goOn({ [offset]: before + size });
  const number = names.find((name) => PAGE_ARGUMENT.test(name));
  if (number !== undefined && size > 0) return goOn({ [number]: nextPage(page, number, at) });
  const limit = names.find(isLimitName);
  const isRaised = limit !== undefined && Number(args[limit] ?? 0) >= RAISED;
  return limit === undefined || isRaised
    ? undefined
    : { args: { ...args, [limit]: RAISED }, isAnew: true };
}

const RAISED = 500;

function nextPage({ tool, args }: Page, name: string, at: number): number {
  const first = readNumber(defaultOf(tool.inputSchema?.properties?.[name])) ?? 1;
  return Number(args[name] ?? (at > 0 ? at : first)) + 1;
}
