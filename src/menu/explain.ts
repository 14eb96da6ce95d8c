import { type Menu, screenOf } from './menu.ts';

const ANYWHERE =
  'Anywhere: a name like plex finds it, ! the worst, a number its row, + more, b back, m menu.';

/** What works on one screen, in plain words. */
export function explain(menu: Menu, name: string): string {
  const { title, items = [] } = screenOf(menu, name);
  const doors = items
    .filter(({ isHidden }) => !isHidden)
    .map(({ key, label, words = [] }) => `${key} ${shortest(label, words)}`)
    .join(', ');
  const here = doors ? `${title}: text ${doors}.` : `${title}.`;
  return `${here}\n${ANYWHERE}`;
}

const shortest = (label: string, words: readonly string[]): string =>
  words.length > 0 ? `or ${words.toSorted((a, b) => a.length - b.length)[0]}` : label;
