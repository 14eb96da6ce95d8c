import type { Reply, ReplyOffset } from '../core/reply.ts';
import { clean } from '../sms/plain.ts';
import { type Alphabet, type ChannelBudget, countWithin } from './channel-budget.ts';
import { cut, type Piece } from './cut.ts';
import type { Importance } from './outbound-message.ts';
import { canFold, contentOf } from './reply-content.ts';

/** One page of a reply, counted once. */
export interface FittedPage {
  readonly text: string;
  readonly segments: number;
  /** The position of what did not fit; `undefined` after the last page. */
  readonly next?: ReplyOffset | undefined;
}

/** The content of all pages, between the head and the footer of each. */
interface Sheet {
  /** Clean and tidy, but not spelled: positions in it are the same for every channel. */
  readonly content: string;
  readonly head: string;
  readonly footer: string;
}

const MARK = '\n(cut here)';

/**
 * Fits a reply to a budget: all of it, or the page that begins at `offset`. Each page begins with the head and ends with the
 * footer, which is never cut; all but the last offer `+ more` in front of it. Where a reply takes more than one page and
 * something in it is not well, the first page shows that and counts the rows that are well; those follow on the next pages.
 */
export function fitReply(
  reply: Reply,
  budget: ChannelBudget,
  offset: ReplyOffset | undefined = undefined,
): FittedPage {
  const { part, at } = offset ?? { part: 'all', at: 0 };
  const hasPages = budget.pages > 1;
  const sheet = sheetOf(reply, contentOf(reply, part, hasPages), budget);
  const whole = at === 0 ? fitWhole(sheet, budget) : undefined;
  if (!whole && !offset && canFold(reply)) {
    return fitReply(reply, budget, { part: 'problems', at: 0 });
  }
  const page = whole ?? fitPage(sheet, budget, at);
  const { text, segments, end } = page;
  if (end !== undefined) return { text, segments, next: { part, at: end } };
  return part === 'problems' && hasPages ? { ...page, next: { part: 'others', at: 0 } } : page;
}

/** A text that nothing continues, such as a notice; its footer is never cut. */
export type NoticeWords =
  | string
  | (Pick<Reply, 'body' | 'footer'> & { readonly importance?: Importance | undefined });

/** Fits a text that nothing continues: a body that is too long for one page is cut. */
export const fitNotice = (words: NoticeWords, budget: ChannelBudget): FittedPage =>
  fitReply(typeof words === 'string' ? { body: words } : words, { ...budget, pages: 1 });

/** A page, and the end of its content when more follows. */
interface Page extends Omit<FittedPage, 'next'> {
  readonly end?: number;
}

function sheetOf({ head = '', footer = '' }: Reply, content: string, budget: ChannelBudget): Sheet {
  const { alphabet, frameUnits } = budget;
  const [start, tail] = [plain(head, alphabet), plain(footer, alphabet)];
  if (alphabet.count(start + tail).units > frameUnits) {
    throw new Error(`No room for a text beside "${footer}"`);
  }
  return { content: tidy(clean(content)), head: start, footer: tail };
}

function fitWhole({ content, head, footer }: Sheet, budget: ChannelBudget): Page | undefined {
  const all = { from: 0, to: content.length };
  const text = framed(head, spelled(content, all, budget.alphabet), footer);
  const segments = countWithin(budget, text);
  return segments === undefined ? undefined : { text, segments };
}

function fitPage({ content, head, footer }: Sheet, budget: ChannelBudget, at: number): Page {
  const { alphabet, pageUnits, pages } = budget;
  const reserved = pages > 1 ? more(pages, pages, footer) : footer;
  const room = pageUnits - alphabet.count(`${head}\n${reserved}`).units;
  const cutFrom = (from: number, pieces: number) =>
    cut(content, alphabet.costAt, { from, room, pieces, markUnits: MARK.length });
  const before = at === 0 ? 0 : cutFrom(0, pages).filter(({ from }) => from < at).length;
  const rest = cutFrom(at, Math.max(1, pages - before));
  const piece = rest[0] ?? { from: at, to: content.length };
  const isLast = rest.length <= 1;
  const tail = isLast ? footer : more(before + 1, before + rest.length, footer);
  const text = framed(head, spelled(content, piece, alphabet), tail);
  const { segments } = alphabet.count(text);
  return isLast ? { text, segments } : { text, segments, end: piece.to };
}

const framed = (head: string, body: string, tail: string): string =>
  head + [body, tail].filter(Boolean).join('\n');

const more = (page: number, pages: number, footer: string): string =>
  `+ more ${page}/${pages}  ${footer}`.trimEnd();

const plain = (text: string, { spell }: Alphabet): string => spell(clean(text));

/** Spells a piece, without what is blank at its end or became so. */
function spelled(content: string, { from, to, isCut }: Piece, { spell }: Alphabet): string {
  const piece = content.slice(from, to);
  const text = spell(piece);
  const body = text === piece ? piece.trimEnd() : tidy(text);
  return isCut ? body + MARK : body;
}

/** A blank before the end of a line, a third line end in a row, or a blank at the beginning or the end. */
const UNTIDY = /[^\S\n]\n|\n{3}|^\s|\s$/;

// A pattern that removes the spaces before a line end would take seconds for a long run of spaces.
const tidy = (text: string): string => (UNTIDY.test(text) ? tidied(text) : text);

const tidied = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
