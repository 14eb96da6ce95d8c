import type { Alphabet } from './channel-budget.ts';

/** A part of a text, between two positions. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** True for a last piece when there was more. */
  readonly isCut?: boolean;
}

interface Limit {
  /** The position to begin at. */
  readonly from: number;
  /** The most units of a piece. */
  readonly room: number;
  readonly pieces: number;
  /** The units that are left free in the last piece when there was more. */
  readonly markUnits: number;
}

type CostAt = Alphabet['costAt'];

/** Cuts a clean text into pieces, between lines where possible. Every piece begins with something visible. */
export function cut(text: string, costAt: CostAt, limit: Limit): readonly Piece[] {
  const { room, pieces: max, markUnits } = limit;
  const pieces: Piece[] = [];
  let from = startOfWord(text, costAt, limit.from);
  while (from < text.length) {
    const to = endOfPiece(text, costAt, { from, room });
    const next = startOfWord(text, costAt, to);
    if (next < text.length && pieces.length === max - 1) {
      const markedEnd = endOfPiece(text, costAt, { from, room: room - markUnits });
      return [...pieces, { from, to: markedEnd, isCut: true }];
    }
    pieces.push({ from, to });
    from = next;
  }
  return pieces;
}

function startOfWord(text: string, costAt: CostAt, from: number): number {
  let start = from;
  while (start < text.length && (isGap(text, start) || costAt(text, start) === 0)) start += 1;
  return start;
}

const isGap = (text: string, at: number): boolean => text[at] === '\n' || text[at] === ' ';

/** Returns the end of a piece that begins at `from`: after a line, else after a word, else anywhere. */
function endOfPiece(
  text: string,
  costAt: CostAt,
  { from, room }: { readonly from: number; readonly room: number },
): number {
  let used = 0;
  let lineEnd = from;
  let wordEnd = from;
  for (let end = from; end < text.length; end += 1) {
    const character = text[end];
    if (character === '\n') lineEnd = end;
    if (character === ' ') wordEnd = end;
    used += costAt(text, end);
    if (used > room) return preferred(from, end, [lineEnd, wordEnd]);
  }
  return text.length;
}

/** Picks the coarsest break that does not waste more than half of the page. */
function preferred(from: number, end: number, breaks: readonly number[]): number {
  const half = from + (end - from) / 2;
  return breaks.find((at) => at > half) ?? end;
}
