import { kindsOf } from './kinds.ts';
import { NOUNS } from './list-names.ts';
import type { ListName } from './profile.ts';
import { wordsOf } from './read-only.ts';

const MAX_LENGTH = 60;

/** The choices of an argument that are words for a list, or for its kinds. */
export interface OwnChoices {
  /** The word for the whole list. */
  readonly whole: unknown;
  /** One for each kind of the list that has one. */
  readonly kinds: readonly string[];
  /** None of the others is a word for another list. */
  readonly areAll: boolean;
}

/** Returns which choices of an argument say what kind of thing is wanted. */
export function ownChoices(
  choices: readonly unknown[],
  { list, nouns }: { readonly list: ListName | undefined; readonly nouns: readonly string[] },
): OwnChoices {
  const words = choices.filter((it) => typeof it === 'string').map((it) => it.slice(0, MAX_LENGTH));
  const kinds = list ? kindsOf(list) : [];
  const ofKinds = kinds.flatMap(
    (kind) =>
      words.find((word) => isAmong(word, kind.nouns) || isAmong(word, kind.adjectives ?? [])) ?? [],
  );
  const nounsOfKinds = kinds.flatMap((kind) => kind.nouns);
  const plain = nouns.filter((noun) => !nounsOfKinds.includes(noun));
  return {
    whole: words.find((word) => plain.includes(word.toLowerCase())),
    kinds: [...new Set(ofKinds)],
    areAll: !words.some((word) => isAmong(word, OTHERS) && !isAmong(word, nouns)),
  };
}

const OTHERS: readonly string[] = Object.values(NOUNS).flat();

/** Is true for `virtual-machine` among machines, and for `switch` among switches. */
function isAmong(word: string, nouns: readonly string[]): boolean {
  const last = wordsOf(word).at(-1) ?? '';
  return [word.toLowerCase(), last, `${last}s`, `${last}es`].some((it) => nouns.includes(it));
}
