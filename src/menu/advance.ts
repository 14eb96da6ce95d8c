import type { ActionOption } from './action-option.ts';
import { GLOBAL_COMMANDS, normalise, pathOf } from './commands.ts';
import { type Location, type Menu, type MenuEntry, screenOf } from './menu.ts';

/** The location of one person, and the targets of the numbers on their screen. Plain data. */
export interface MenuState {
  readonly place: Location;
  readonly rows: readonly Location[];
  /** The actions that are possible on the thing they look at. */
  readonly offers?: readonly ActionOption[];
}

/** The next step of the conversation. Deciding is pure; the conversation carries the step out. */
export type MenuStep =
  /** Show a location; `row` is a number to open right after, for paths such as `2v3`. */
  | { readonly do: 'show'; readonly place: Location; readonly row?: string }
  /** Go back to the previous location. */
  | { readonly do: 'back' }
  | { readonly do: 'page' }
  | { readonly do: 'explain' }
  /** Show the worst present problem. */
  | { readonly do: 'show-worst' }
  | { readonly do: 'miss-row'; readonly number: string }
  | { readonly do: 'act'; readonly offer: ActionOption }
  | { readonly do: 'look-up'; readonly name: string };

/** Decides the next step for a text, given the person's state. */
export function advance(menu: Menu, state: MenuState, text: string): MenuStep {
  const { place, rows, offers = [] } = state;
  const words = normalise(text);

  if (words === '' || GLOBAL_COMMANDS.home.has(words)) return show(menu.home);
  if (GLOBAL_COMMANDS.back.has(words)) return { do: 'back' };
  if (GLOBAL_COMMANDS.more.has(words)) return { do: 'page' };
  if (GLOBAL_COMMANDS.explain.has(words)) return { do: 'explain' };
  if (GLOBAL_COMMANDS.worst.has(words)) return { do: 'show-worst' };
  if (rows.length > 0 && isNumber(words)) return openRow(rows, words);

  const offer = findOffer(offers, words);
  if (offer) return { do: 'act', offer };
  const entry = findEntry(menu, place.screen, words);
  if (entry) return show(entry.opens);
  if (isNumber(words)) return { do: 'miss-row', number: words };
  return (
    followPath(menu, place.screen, pathOf(words)) ??
    openNamedRow(rows, words) ?? { do: 'look-up', name: words }
  );
}

const show = (screen: string, row?: string): MenuStep =>
  row === undefined ? { do: 'show', place: { screen } } : { do: 'show', place: { screen }, row };

const isNumber = (word: string): boolean => /^\d{1,4}$/.test(word);

function openRow(rows: readonly Location[], number: string): MenuStep {
  const place = rows[Number(number) - 1];
  return place ? { do: 'show', place } : { do: 'miss-row', number };
}

/** `2 plex`, as the list shows it. */
function openNamedRow(rows: readonly Location[], words: string): MenuStep | undefined {
  const [, number] = /^(\d{1,3}) \S+(?: \S+)?$/.exec(words) ?? [];
  const place = rows[Number(number) - 1];
  return place && { do: 'show', place };
}

/** Finds an entry of this screen, or else of the screens above it: letters stay valid further in. */
function findEntry(menu: Menu, screen: string, word: string): MenuEntry | undefined {
  const { items = [], up } = screenOf(menu, screen);
  const found = items.find((item) => opensBy(item, word));
  if (found || up === screen) return found;
  return findEntry(menu, up, word);
}

/** A hidden entry of a screen above is a word by itself: `ai cost` is about Claude. */
const isHiddenAbove = (menu: Menu, screen: string, entry: MenuEntry): boolean =>
  entry.isHidden === true && !screenOf(menu, screen).items?.includes(entry);

/** Finds an offered action by its letter or its label. */
const findOffer = (offers: readonly ActionOption[], word: string): ActionOption | undefined =>
  offers.find(({ key, label }) => key === word || label.toLowerCase() === word);

const opensBy = ({ key, label, words = [] }: MenuEntry, word: string): boolean =>
  key === word || label.toLowerCase() === word || words.includes(word);

/** Follows one entry after the other; only the last step may be the number of a row. */
function followPath(menu: Menu, from: string, path: readonly string[]): MenuStep | undefined {
  let screen = from;
  for (const [index, word] of path.entries()) {
    const entry = findEntry(menu, screen, word);
    const isRow = index > 0 && index === path.length - 1 && isNumber(word);
    if (isRow && screenOf(menu, screen).items === undefined) return show(screen, word);
    if (!entry || (index > 0 && isHiddenAbove(menu, screen, entry))) return undefined;
    screen = entry.opens;
  }
  return show(screen);
}
