import { costAt } from './gsm7.ts';

interface Limit {
  readonly pieces: number;
  /** The end of the last piece when there was more. */
  readonly mark: string;
}

/** Cuts a tidy text into pieces of at most `room` septets, between lines where possible. */
export function cut(text: string, room: number, limit: Limit): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const end = endOfPiece(text, from, room);
    if (end < text.length && pieces.length === limit.pieces - 1) {
      const markedEnd = endOfPiece(text, from, room - limit.mark.length);
      return [...pieces, text.slice(from, markedEnd).trimEnd() + limit.mark];
    }
    pieces.push(text.slice(from, end).trimEnd());
    from = startOfWord(text, end);
  }
  return pieces;
}

function startOfWord(text: string, from: number): number {
  let start = from;
  while (text[start] === '\n' || text[start] === ' ') start += 1;
  return start;
}

/** Returns the end of a piece that begins at `from`: after a line, else after a word, else anywhere. */
function endOfPiece(text: string, from: number, room: number): number {
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
