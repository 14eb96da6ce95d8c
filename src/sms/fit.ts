import { costOf, PART_SEPTETS, segments, septets } from './gsm7.ts';
import { toPlain } from './plain.ts';

/** Two segments on every route, the toll-free ones with their shorter parts included. */
const BUDGET_SEPTETS = 304;

const MOST_SEGMENTS = 2;
const MOST_PAGES = 99;
const LONGEST_FRAME = 200;

/** Whether a GSM-7 text keeps the budget on every route. */
export const fits = (text: string): boolean =>
  septets(text) <= BUDGET_SEPTETS &&
  PART_SEPTETS.every((partSeptets) => segments(text, partSeptets) <= MOST_SEGMENTS);

/**
 * A body as complete replies that fit, each beginning with `head` and ending with the way on,
 * which is never cut. All but the last offer `+ more` in front of it.
 */
export function toPages(body: string, wayOn: string, head = ''): readonly string[] {
  const tail = toPlain(wayOn);
  const text = tidy(toPlain(body));
  const whole = framed(head, text, tail);
  if (fits(whole)) return [whole];

  const frame = framed(head, '', `+ more ${MOST_PAGES}/${MOST_PAGES}  ${tail}`);
  if (septets(frame) > LONGEST_FRAME) throw new Error(`No room for a text beside "${wayOn}"`);
  // One septet is left free: an escaped character at the border of the parts may cost it.
  const chunks = cut(text, BUDGET_SEPTETS - septets(frame) - 2);
  return chunks.map((chunk, index) => {
    const isLast = index === chunks.length - 1;
    const page = isLast ? tail : `+ more ${index + 1}/${chunks.length}  ${tail}`;
    return framed(head, chunk, page);
  });
}

const framed = (head: string, body: string, tail: string): string =>
  head + [body, tail].filter(Boolean).join('\n');

const tidy = (text: string): string =>
  text
    .replaceAll(/ +\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/^\n+|\s+$/g, '');

const CUT_HERE = '(cut here)';

/** Pieces of at most `room` septets, broken between lines where possible. */
function cut(text: string, room: number): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const isLast = pieces.length === MOST_PAGES - 1;
    const end = endOfPiece(text, from, isLast ? room - CUT_HERE.length - 1 : room);
    if (isLast && end < text.length) return [...pieces, `${text.slice(from, end)}\n${CUT_HERE}`];
    pieces.push(text.slice(from, end));
    from = end;
    while (text[from] === '\n' || text[from] === ' ') from += 1;
  }
  return pieces;
}

/** Where a piece that begins at `from` ends: after a line, else after a word, else anywhere. */
function endOfPiece(text: string, from: number, room: number): number {
  let end = from;
  let used = 0;
  let lineEnd = -1;
  let wordEnd = -1;
  while (end < text.length) {
    const character = text[end] ?? '';
    used += costOf(character);
    if (used > room) return preferred(from, end, lineEnd, wordEnd);
    if (character === '\n') lineEnd = end;
    if (character === ' ') wordEnd = end;
    end += 1;
  }
  return end;
}

/** A break far from the end of the page would waste it: then the next finer one is taken. */
function preferred(from: number, end: number, lineEnd: number, wordEnd: number): number {
  const half = from + (end - from) / 2;
  if (lineEnd > half) return lineEnd;
  if (wordEnd > half) return wordEnd;
  return Math.max(end, from + 1);
}
