import type { Location, Menu, MenuEntry } from './menu.ts';

/** A screen by a word for it, and how a list shows it: `Security alerts`. */
export interface EntryMatch {
  readonly text: string;
  readonly opens: Location;
}

/** The screens by the words that stand for them, wherever the person is. */
export interface EntryIndex {
  readonly find: (word: string) => readonly EntryMatch[];
  readonly words: readonly string[];
}

/** Indexes every door by its words. A single letter is good only where it is shown. */
export function createEntryIndex(menu: Pick<Menu, 'home' | 'screens'>): EntryIndex {
  const entries = Object.entries(menu.screens).flatMap(([name, { title, items = [] }]) =>
    items.flatMap((item) => {
      const text = name === menu.home ? item.label : `${title} ${lowerFirst(item.label)}`;
      const door: EntryMatch = { text, opens: { screen: item.opens } };
      return [...wordsOf(item)].map((word) => ({ word, door }));
    }),
  );
  const index = Map.groupBy(entries, ({ word }) => word);
  return {
    find: (word) => index.get(word.replaceAll("'", ''))?.map(({ door }) => door) ?? [],
    words: [...index.keys()],
  };
}

const wordsOf = ({ label, words = [] }: MenuEntry): ReadonlySet<string> =>
  new Set([label.toLowerCase(), ...words]);

/** `VMs` stays as it is. */
const lowerFirst = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
