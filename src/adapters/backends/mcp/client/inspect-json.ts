import { AnswerTooBig } from '../../../http-client/bounded-fetch.ts';
import {
  BACKSLASH,
  createJsonCounter,
  isStructure,
  NEW_LINE,
  QUOTE,
  RETURN,
} from '../../../http-client/json-limits.ts';

/**
 * Inspects an answer as it arrives, before the SDK parses it on the main thread; throws when it exceeds the limits of
 * JSON. The messages of an event stream end with a blank line, and are counted separately.
 */
export function createJsonInspection(contentType: string): (chunk: Uint8Array) => void {
  const isStream = contentType.includes('text/event-stream');
  let count = createJsonCounter();
  let isString = false;
  let isEscaped = false; // the last byte of this chunk escapes the first of the next
  let isLineEmpty = true;
  let lastBreak = 0;

  /** A string never continues on the next line, whatever quotes a comment between messages contains. */
  function endLine(code: number): void {
    const isSecondHalf = isLineEmpty && code === NEW_LINE && lastBreak === RETURN;
    if (isStream && isLineEmpty && !isSecondHalf) count = createJsonCounter();
    isString = false;
    isEscaped = false;
    isLineEmpty = true;
    lastBreak = code;
  }

  /** Returns the position of the quote that ends the current string, or the end of the piece. */
  function skipString(piece: Uint8Array, from: number): number {
    let end = piece.indexOf(QUOTE, from);
    while (end >= 0 && isQuoteEscaped(piece, { from, end })) end = piece.indexOf(QUOTE, end + 1);
    isString = end < 0;
    isEscaped = isString && isQuoteEscaped(piece, { from, end: piece.length });
    return isString ? piece.length : end;
  }

  function isQuoteEscaped(
    piece: Uint8Array,
    { from, end }: { from: number; end: number },
  ): boolean {
    let slashes = 0;
    while (end - 1 - slashes >= from && piece[end - 1 - slashes] === BACKSLASH) slashes += 1;
    const reachesBack = isEscaped && end - slashes === from;
    return (slashes + (reachesBack ? 1 : 0)) % 2 === 1;
  }

  function countIn(code: number): void {
    const excess = isStructure(code) ? count(code) : undefined;
    if (excess) throw new AnswerTooBig(excess);
  }

  function inspectLine(piece: Uint8Array): void {
    isLineEmpty &&= piece.length === 0;
    let at = isString ? skipString(piece, 0) + 1 : 0;
    while (at < piece.length) {
      const code = piece[at] ?? 0;
      if (code === QUOTE) at = skipString(piece, at + 1);
      else countIn(code);
      at += 1;
    }
  }

  return (chunk) => {
    let from = 0;
    for (const end of breaksIn(chunk)) {
      inspectLine(chunk.subarray(from, end));
      endLine(chunk[end] ?? 0);
      from = end + 1;
    }
    inspectLine(chunk.subarray(from));
  };
}

const breaksIn = (chunk: Uint8Array): readonly number[] =>
  [...positionsOf(NEW_LINE, chunk), ...positionsOf(RETURN, chunk)].toSorted((a, b) => a - b);

function positionsOf(code: number, chunk: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let at = chunk.indexOf(code); at >= 0; at = chunk.indexOf(code, at + 1)) found.push(at);
  return found;
}
