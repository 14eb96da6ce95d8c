import { parseSpan, type Span } from './parse-span.ts';

/** A text that holds alerts back, or ends that. */
export type HoldText =
  | {
      readonly is: 'hold';
      readonly what: 'maintenance' | 'quiet' | 'on-call';
      readonly name?: string | undefined;
      readonly span?: Span | undefined;
      /** The time of the day at which it begins. */
      readonly from?: Span | undefined;
    }
  | {
      readonly is: 'end-hold';
      readonly what: 'maintenance' | 'quiet' | 'on-call';
      readonly name?: string | undefined;
    }
  | { readonly is: 'holds' };

const ENDS = new Set(['off', 'over', 'done', '0']);

/** Parses what follows `maint`: `pve2 2h`, `pve2 22:00 2h`, `pve2 off`, nothing. */
export function parseMaintenance(words: readonly string[]): HoldText | undefined {
  if (words.length === 0) return { is: 'holds' };
  const last = words.at(-1) ?? '';
  if (ENDS.has(last))
    return { is: 'end-hold', what: 'maintenance', name: nameIn(words.slice(0, -1)) };
  const { rest, span } = takeSpan(spanLast(words));
  const { rest: name, span: from } =
    span && 'ms' in span ? takeTime(rest) : { rest, span: undefined };
  if (name.length === 0) return undefined;
  return { is: 'hold', what: 'maintenance', name: name.join(' '), span, from };
}

/** Parses what follows `oncall`: `anna 3d`, `off`, nothing. */
export function parseOnCall(words: readonly string[]): HoldText | undefined {
  const [first = ''] = words;
  if (words.length === 0) return { is: 'holds' };
  if (words.length === 1 && (ENDS.has(first) || first === 'all'))
    return { is: 'end-hold', what: 'on-call' };
  const { rest, span } = takeSpan(words);
  const [name = span && 'me', ...others] = rest;
  return name === undefined || others.length > 0
    ? undefined
    : { is: 'hold', what: 'on-call', name, span };
}

/** Parses what follows `quiet`: `2h`, `until 17:00`, `off`. */
export function parseQuiet(words: readonly string[]): HoldText | undefined {
  const [first = ''] = words;
  if (words.length === 1 && ENDS.has(first)) return { is: 'end-hold', what: 'quiet' };
  const { rest, span } = takeSpan(words);
  return span && rest.length === 0 ? { is: 'hold', what: 'quiet', span } : undefined;
}

const nameIn = (words: readonly string[]): string | undefined =>
  words.length > 0 ? words.join(' ') : undefined;

const BETWEEN = new Set(['for', 'on', 'of']);

/** Moves a duration that comes first to the end: `2h plex`, `2 hours for plex`. */
function spanLast(words: readonly string[]): readonly string[] {
  for (const count of [2, 1]) {
    const [span, rest] = [words.slice(0, count), words.slice(count)];
    const name = BETWEEN.has(rest[0] ?? '') ? rest.slice(1) : rest;
    const isFirst = name.length > 0 && parseSpan(span) && !takeSpan(name).span;
    if (isFirst) return [...name, ...span];
  }
  return words;
}

interface Taken {
  readonly rest: readonly string[];
  readonly span?: Span | undefined;
}

const MAX_SPAN_WORDS = 3;

/** Takes the longest span that the words end with. */
function takeSpan(words: readonly string[]): Taken {
  for (let count = Math.min(MAX_SPAN_WORDS, words.length); count > 0; count -= 1) {
    const span = parseSpan(
      words.slice(-count).filter((word) => word !== 'for' && word !== 'until'),
    );
    if (span) {
      const rest = words.slice(0, -count);
      return {
        rest: rest.at(-1) === 'for' || rest.at(-1) === 'until' ? rest.slice(0, -1) : rest,
        span,
      };
    }
  }
  return { rest: words };
}

/** Takes the time of the day that the words end with. */
function takeTime(words: readonly string[]): Taken {
  const taken = takeSpan(words);
  if (!taken.span || 'ms' in taken.span) return { rest: words };
  const { rest, span } = taken;
  return { rest: rest.at(-1) === 'from' || rest.at(-1) === 'at' ? rest.slice(0, -1) : rest, span };
}
