import { refuse, trimBlanks } from './outline-lines.ts';
import { endOfQuoted, foldLines } from './outline-scalar.ts';

/** Joins a quoted text of several lines, and keeps its quotes. */
export function joinQuoted(lines: readonly string[]): string {
  const quote = lines[0]?.[0] ?? '';
  const last = lines.length - 1;
  const texts = lines.map((line, at) =>
    at === last ? endInside(line, quote) : lineInside(line, at > 0 ? quote : ''),
  );
  return foldLines(texts);
}

/** Returns the text of a line that does not end the quote; the first line has the quote in it. */
function lineInside(line: string, quote: string): string {
  const text = trimBlanks(line);
  if (endOfQuoted(quote + text) !== undefined) refuse('a quote that ends early');
  return text.endsWith('\\') ? refuse('a backslash at the end of a line') : text;
}

/** Returns the text of the last line with the quote that ends it. */
function endInside(line: string, quote: string): string {
  const text = trimBlanks(line);
  const end = endOfQuoted(quote + text);
  if (end === undefined) return refuse('a quote without an end');
  const isAll = /^(?:[ \t]+#.*|[ \t]*)$/.test(text.slice(end));
  return isAll ? text.slice(0, end) : refuse('more behind a quote');
}
