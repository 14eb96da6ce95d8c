import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import type { PartialView } from '../../../../core/reading.ts';
import { ok, type Result } from '../../../../core/result.ts';
import type { McpTool } from '../client/tool-list.ts';
import { type Extent, extentOf, type Next } from './extent.ts';
import type { FoundList } from './find-own-list.ts';

type Args = Readonly<Record<string, unknown>>;
type Answer = Promise<Result<unknown, Failure>>;

const MAX_PAGES = 20;
const MAX_RECORDS = 2000;
/** The pages of a list take no longer than one answer may. */
const TIMEOUT_MS = 6000;

interface Dependencies {
  readonly clock: Clock;
  /** Several lists may be in one answer: who asks for another at the same time shares it. */
  readonly ask: (tool: string, args: Args) => Answer;
}

interface Request {
  readonly tool: McpTool;
  readonly args: Args;
  readonly nouns: readonly string[];
  readonly find: (data: unknown) => FoundList | undefined;
}

/** A list, as far as its pages lead. */
export interface ReadPages {
  readonly found: FoundList;
  /** The list has more than that, or may have. */
  readonly unseen: PartialView | undefined;
  /** The server counts as many as there are here. */
  readonly isCounted: boolean;
}

/** Reads a list page by page to its end, or as far as anybody waits for. Nothing when the answer holds no such list. */
export async function readPages(
  { clock, ask }: Dependencies,
  request: Request,
): Promise<Result<ReadPages | undefined, Failure>> {
  const { tool, args, find } = request;
  const until = clock.steady() + TIMEOUT_MS;
  const first = await ask(tool.name, args);
  if (!first.ok) return first;
  const found = find(first.value);
  if (!found) return ok(undefined);

  const pages = createPages(found.records);
  const isEnough = (): boolean => pages.all().length >= MAX_RECORDS || clock.steady() > until;
  const page = { data: first.value, size: found.records.length, before: 0 };
  const extent = extentOf({ ...page, ...request });
  const last = await turnPages(extent, { ask, request, pages, isEnough });
  const isAll = !extent.isNarrow && found.isCut !== true;
  const isCountedAll = last.total === pages.all().length;
  const isCounted = isCountedAll && !last.saysMore;
  const isWhole = isAll && (!last.isCut || isCounted);
  return ok({
    found: { ...found, records: pages.all() },
    unseen: isWhole
      ? undefined
      : { total: extent.isNarrow || isCountedAll ? undefined : last.total },
    isCounted: isWhole && isCounted && pages.all().length > 0,
  });
}

interface Turning {
  readonly ask: Dependencies['ask'];
  readonly request: Request;
  readonly pages: Pages;
  readonly isEnough: () => boolean;
}

/** Returns what the last page that could be read says about the rest. */
async function turnPages(first: Extent, turning: Turning): Promise<Extent> {
  let extent = first;
  for (let page = 1; page < MAX_PAGES && extent.next && !turning.isEnough(); page += 1) {
    const next = await turn(extent.next, turning);
    if (!next) return extent;
    extent = next;
  }
  return extent;
}

/** Returns the extent of the rest by the next page, or undefined when that page is missing or holds nothing new. */
async function turn(
  { args, isAnew }: Next,
  { ask, request, pages }: Turning,
): Promise<Extent | undefined> {
  const answer = await ask(request.tool.name, args);
  const more = answer.ok ? request.find(answer.value)?.records : undefined;
  if (!answer.ok || !more) return undefined;
  const before = isAnew ? 0 : pages.all().length;
  const hasNewItems = isAnew ? pages.replace(more) : pages.add(more);
  const next = extentOf({ ...request, data: answer.value, size: more.length, before, args });
  const isEnd = more.length === 0 && !next.isCut && !isAnew;
  return hasNewItems || isEnd ? next : undefined;
}

interface Pages {
  readonly all: () => readonly unknown[];
  add(page: readonly unknown[]): boolean;
  /** Is true when the page holds more than was there before. */
  replace(page: readonly unknown[]): boolean;
}

/** The records of all pages. A server that does not know the argument gives the same page again. */
function createPages(first: readonly unknown[]): Pages {
  let records = first;
  let last = JSON.stringify(first);

  function isNew(page: readonly unknown[]): boolean {
    const json = JSON.stringify(page);
    const isOther = json !== last && page.length > 0;
    last = json;
    return isOther;
  }

  return {
    all: () => records,
    add(page) {
      if (!isNew(page)) return false;
      records = [...records, ...page];
      return true;
    },
    replace(page) {
      if (!isNew(page) || page.length <= records.length) return false;
      records = page;
      return true;
    },
  };
}

/** The text shown for a list that has more. */
export function markUnseen(
  seen: number,
  { total, kinds }: PartialView,
  label: string,
): string | undefined {
  if (kinds) return kinds.length > 0 ? `no source for ${kinds.join(', ')}` : undefined;
  return total === undefined ? `maybe not all ${label}` : `only ${seen} of ${total} ${label}`;
}
