import { cut } from './cut.ts';
import { countGsm7, PART_SEPTETS, segments, septets } from './gsm7.ts';
import { toPlain } from './plain.ts';

/** Two segments on every route, the toll-free ones with their shorter parts included. */
export const BUDGET_SEPTETS = 304;

/** An escaped character at the border of the parts may cost one septet more than it takes. */
const CUT_BUDGET = BUDGET_SEPTETS - 1;

const MAX_SEGMENTS = 2;
const MAX_PAGES = 99;
const MAX_FRAME = 200;

/** A finished reply, counted once. */
export interface FittedText {
  readonly text: string;
  readonly segments: number;
}

/** Returns true when a text keeps the budget on every route; 320 characters are far beyond it. */
export const fits = (text: string): boolean => fitted(text) !== undefined;

/** Counts a text; `undefined` when it does not keep the budget on the routes with the shortest parts, and so on every route. */
function fitted(text: string): FittedText | undefined {
  if (text.length > BUDGET_SEPTETS) return undefined;
  const count = countGsm7(text, PART_SEPTETS.tollFree);
  const isWithin = count.septets <= BUDGET_SEPTETS && count.segments <= MAX_SEGMENTS;
  return count.isGsm7 && isWithin ? { text, segments: count.segments } : undefined;
}

/**
 * Splits a body into complete replies that fit, each beginning with `head` and ending with the
 * footer, which is never cut. All but the last offer `+ more` in front of it.
 */
export function toPages(body: string, footer: string, head = ''): readonly FittedText[] {
  const text = tidy(toPlain(body));
  const tail = toPlain(footer);
  if (septets(head + tail) > MAX_FRAME) throw new Error(`No room for a text beside "${footer}"`);

  const whole = fitted(framed(head, text, tail));
  if (whole) return [whole];

  const frame = `${head}\n${more(MAX_PAGES, MAX_PAGES, tail)}`;
  const room = CUT_BUDGET - septets(frame);
  const pieces = cut(text, room, { pieces: MAX_PAGES, mark: '\n(cut here)' });
  return pieces.map((piece, index) => {
    const isLast = index === pieces.length - 1;
    const page = framed(head, piece, isLast ? tail : more(index + 1, pieces.length, tail));
    return { text: page, segments: segments(page) };
  });
}

const framed = (head: string, body: string, tail: string): string =>
  head + [body, tail].filter(Boolean).join('\n');

const more = (page: number, pages: number, tail: string): string =>
  `+ more ${page}/${pages}  ${tail}`.trimEnd();

// A pattern for the spaces before a line end would take seconds for a long run of spaces.
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
