import type { ActionOption } from '../operation/offer.ts';
import { GLOBAL_COMMANDS, normalise, pathOf } from './commands.ts';
import { type Location, type Menu, type MenuEntry, screenOf } from './menu.ts';

/** Where one person is, and what the numbers on their screen stand for. Plain data. */
export interface MenuState {
  readonly place: Location;
  readonly rows: readonly Location[];
  /** What can be done about the thing they look at. */
  readonly offers?: readonly ActionOption[];
}

/** What the conversation should do next. Deciding is pure; doing is someone else's job. */
export type MenuStep =
  /** Show a place; `row` is a number to open right after, for paths such as `2v3`. */
  | { readonly do: 'show'; readonly place: Location; readonly row?: string }
  /** Go to where they came from. */
  | { readonly do: 'back' }
  | { readonly do: 'page' }
  | { readonly do: 'explain' }
  /** Show the worst thing there is. */
  | { readonly do: 'show-worst' }
  | { readonly do: 'miss-row'; readonly number: string }
  | { readonly do: 'act'; readonly offer: ActionOption }
  | { readonly do: 'look-up'; readonly name: string };

/** Decide what a text means for somebody who is at `state`. */
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
  const doorway = findDoorway(menu, place.screen, words);
  if (doorway) return show(doorway.opens);
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

/** A door of this screen, or else of the screens above it: letters stay valid further in. */
function findDoorway(menu: Menu, screen: string, word: string): MenuEntry | undefined {
  const { items = [], up } = screenOf(menu, screen);
  const found = items.find((item) => opensBy(item, word));
  if (found || up === screen) return found;
  return findDoorway(menu, up, word);
}

/** An offer by its letter or its label. */
const findOffer = (offers: readonly ActionOption[], word: string): ActionOption | undefined =>
  offers.find(({ key, label }) => key === word || label.toLowerCase() === word);

const opensBy = ({ key, label, words = [] }: MenuEntry, word: string): boolean =>
  key === word || label.toLowerCase() === word || words.includes(word);

/** Walk through one door after the other; only the last step may be the number of a row. */
function followPath(menu: Menu, from: string, path: readonly string[]): MenuStep | undefined {
  let screen = from;
  for (const [index, word] of path.entries()) {
    const doorway = findDoorway(menu, screen, word);
    const isRow = index > 0 && index === path.length - 1 && isNumber(word);
    if (isRow && screenOf(menu, screen).items === undefined) return show(screen, word);
    if (!doorway) return undefined;
    screen = doorway.opens;
  }
  return show(screen);
}
