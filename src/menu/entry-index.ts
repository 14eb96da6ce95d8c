import type { Location, Menu, MenuEntry } from './menu.ts';

/** A screen that a word stands for, and its text in a list: `Security alerts`. */
export interface EntryMatch {
  readonly text: string;
  readonly opens: Location;
}

/** Finds screens by the words that stand for them, wherever the person is. */
export interface EntryIndex {
  readonly find: (word: string) => readonly EntryMatch[];
  readonly words: readonly string[];
}

/** Indexes every menu entry by its words; those of the home screen come before all others. A single letter works only where it is shown, so letters are left out. */
export function createEntryIndex(menu: Pick<Menu, 'home' | 'screens'>): EntryIndex {
  const entries = Object.entries(menu.screens).flatMap(([name, { title, items = [] }]) =>
    items.flatMap((item) => {
      const text = name === menu.home ? item.label : `${title} ${lowerFirst(item.label)}`;
      const match: EntryMatch = { text, opens: { screen: item.opens } };
      return [...wordsOf(item)].map((word) => ({ word, match, isHome: name === menu.home }));
    }),
  );
  const index = Map.groupBy(entries, ({ word }) => word);
  return {
    find(word) {
      const found = index.get(word.replaceAll("'", '')) ?? [];
      const ofHome = found.filter(({ isHome }) => isHome);
      return (ofHome.length > 0 ? ofHome : found).map(({ match }) => match);
    },
    words: [...index.keys()],
  };
}

const wordsOf = ({ label, words = [] }: MenuEntry): ReadonlySet<string> =>
  new Set([label.toLowerCase(), ...words]);

/** `VMs` stays as it is. */
const lowerFirst = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
