/** A sentence about rows: how many there are in all, or that some are missing. */
export interface Remark {
  readonly total?: number;
  readonly truncated?: true;
  /** The only namespace that they are about. */
  readonly namespace?: string;
  /** The only node that they are about. */
  readonly node?: string;
}

const MAX_LINES = 50;
const MAX_LINE_LENGTH = 200;

const OF = /(?<![\d.])(\d{1,7}) ?(?:of|out of|\/) (?:a total of |about |the )?(\d{1,7})(?![\d.%])/i;
const PAGE = /\bpage (\d{1,5}) ?(?:of|\/) ?(\d{1,5})/i;
const MORE = /(?:\band|\+|\.\.\.|…) ?(\d{1,7}) (?:more|others?|omitted|not shown)\b/i;
const HEAD =
  /^\W{0,4}(?:there (?:are|is)|found|showing|total(?: of)?|listing|returned|results?):? ?(\d{1,7}) (?!of\b)[a-z]/i;
const TITLE =
  /^\W{0,4}(\d{1,7}) (?!of\b)(?:[a-z][a-z ]{0,60}:$|(?:pods|nodes|vms|guests|containers|clients|stations|leases|devices|hosts|alerts|events|services|deployments|rules|bans) (?:in|on) )/i;
const SCOPE =
  /\b(?:in|for|from|within|on) (?:the )?(?:(namespace|node)[: ] ?["'`]?([\w.-]{1,100})|["'`]?([\w.-]{1,100})["'`]? (namespace|node)\b)/i;
const NO_SCOPE = /^(?:all|any|every|each|this|that|the|a|one|your|no|other|cluster|s)$/i;
const CUT =
  /\b(?:truncated|more results|more available|results? limited|limited to|output limited|first \d+|top \d+|next page|has more|load more|see more|omitted)\b/i;

/** Reads the lines above and below some rows; the first may count them. */
export function remarkOn(rows: number, lines: readonly string[]): Remark {
  const words = lines.slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH));
  const counted = words.flatMap((line) => (HEAD.exec(line) ?? TITLE.exec(line))?.[1] ?? []);
  const remark = remarkIn(rows, words);
  const total = Math.max(remark.total ?? 0, ...counted.map(Number));
  return total > rows ? { ...remark, total } : remark;
}

/** The only namespace or node that words say they are about: `No services in namespace default`. */
export function scopeIn(words: readonly string[]): Pick<Remark, 'namespace' | 'node'> {
  for (const line of words.slice(0, MAX_LINES)) {
    const [, kind, name, nameFirst, kindLast] = SCOPE.exec(line.slice(0, MAX_LINE_LENGTH)) ?? [];
    const scope = (name ?? nameFirst)?.replace(/[.,;:]$/, '');
    if (scope === undefined || NO_SCOPE.test(scope)) continue;
    return (kind ?? kindLast)?.toLowerCase() === 'node' ? { node: scope } : { namespace: scope };
  }
  return {};
}

/** The same of a remark that stands anywhere in an answer. */
export function remarkIn(rows: number, words: readonly string[]): Remark {
  const totals = words.flatMap((line) => totalIn(line.slice(0, MAX_LINE_LENGTH), rows));
  const total = Math.max(0, ...totals);
  const scope = scopeIn(words);
  if (total > rows) return { total, ...scope };
  const isAnyCut = words.some((line) => isCut(line.slice(0, MAX_LINE_LENGTH)));
  return isAnyCut ? { truncated: true, ...scope } : scope;
}

/** `3 of 4` is about three rows, or about something else. */
function totalIn(line: string, rows: number): readonly number[] {
  if (PAGE.test(line)) return [];
  const [, shown, all] = OF.exec(line) ?? [];
  const [, more] = MORE.exec(line) ?? [];
  return [
    ...(Number(shown) === rows ? [Number(all)] : []),
    ...(more === undefined ? [] : [rows + Number(more)]),
  ];
}

function isCut(line: string): boolean {
  const [, page, pages] = PAGE.exec(line) ?? [];
  return CUT.test(line) || (page !== undefined && Number(page) < Number(pages));
}

/** Rows with what the words beside them say about them, as JSON would have it. */
export function withRemark(rows: readonly unknown[], lines: readonly string[]): unknown {
  const remark = remarkOn(rows.length, lines);
  return Object.keys(remark).length === 0 ? rows : { items: rows, ...remark };
}
