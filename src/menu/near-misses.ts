import { editDistance } from './edit-distance.ts';
import { isBareQuestion } from './everyday.ts';
import { foldName, joinName } from './fold-name.ts';

/** A text that was likely meant instead of a misspelt one. */
export interface NearMiss {
  readonly text: string;
  /** The words for it in a question: `Nextcloud?` */
  readonly label: string;
}

interface Vocabulary {
  /** Words of the menu and of actions. */
  readonly words: Iterable<string>;
  /** Names of things. */
  readonly names: Iterable<string>;
  /** `whole`: match only the text as a whole, not a word in it. */
  readonly extent?: 'whole' | 'parts';
}

/** Up to so many words the whole corrected text is suggested; of longer texts only the corrected word. */
const MAX_WORDS_REPEATED = 3;

const MAX_WORDS = 12;
const MAX_LENGTH = 40;
const MAX_COUNT = 3;

interface Candidate extends NearMiss {
  readonly isName: boolean;
  readonly distance: number;
}

/** Returns the texts that a normalised text may have been meant to be, the likeliest first; at most three. */
export function findNearMisses(
  text: string,
  { words, names, extent = 'parts' }: Vocabulary,
): readonly NearMiss[] {
  const isName = new Set(names);
  const ofNames = spellingsOf([...isName]);
  const ofAll = spellingsOf([...[...words].filter((word) => !word.includes(' ')), ...isName]);
  const typed = foldName(text).split(' ').slice(0, MAX_WORDS);
  return best(
    stretchesOf(typed, extent === 'whole' ? typed.length : 1).flatMap(({ from, to }) =>
      closest(joinName(typed.slice(from, to).join(' ')), to - from > 1 ? ofNames : ofAll).map(
        ({ meant, distance }) => ({
          ...toNearMiss(typed.toSpliced(from, to - from, meant), meant),
          isName: isName.has(meant),
          distance,
        }),
      ),
    ),
  );
}

/** Runs of one to three words that may be one name. */
const stretchesOf = (typed: readonly string[], least: number) =>
  typed
    .flatMap((_, from) => [1, 2, 3].map((length) => ({ from, to: from + length })))
    .filter(({ from, to }) => to <= typed.length && to - from >= least)
    .filter(({ from, to }) => !isBareQuestion(typed.slice(from, to)));

const toNearMiss = (words: readonly string[], meant: string): NearMiss =>
  words.length <= MAX_WORDS_REPEATED
    ? { text: words.join(' '), label: words.join(' ') }
    : { text: meant, label: meant };

/** Keeps only the candidates at the smallest distance, and prefers names to words of the menu. */
function best(candidates: readonly Candidate[]): readonly NearMiss[] {
  const least = Math.min(...candidates.map(({ distance }) => distance));
  const nearest = candidates.filter(({ distance }) => distance === least);
  const ofNames = nearest.filter(({ isName }) => isName);
  const near = ofNames.length > 0 ? ofNames : nearest;
  return [...new Map(near.map(({ text, label }) => [text, { text, label }])).values()].slice(
    0,
    MAX_COUNT,
  );
}

type Spellings = readonly { readonly meant: string; readonly letters: string }[];

const spellingsOf = (texts: readonly string[]): Spellings =>
  [...new Set(texts)].map((meant) => ({ meant, letters: joinName(meant) }));

interface Close {
  readonly meant: string;
  readonly distance: number;
}

function closest(typed: string, spellings: Spellings): readonly Close[] {
  const most = maxDistance(typed.length);
  const isSpelt = spellings.some(({ letters }) => letters === typed);
  if (most === 0 || isSpelt || typed.length > MAX_LENGTH) return [];
  return spellings.flatMap(({ meant, letters }) => {
    const distance = editDistance(typed, letters, most);
    return distance > 0 && distance <= most && isLikely(typed, letters)
      ? [{ meant, distance }]
      : [];
  });
}

/** The number of wrong letters allowed in a word of this length. */
const maxDistance = (length: number): number => (length < 3 ? 0 : length < 8 ? 1 : 2);

const SHORT = 4;

/**
 * A short word with one letter replaced or added is mostly another word: `note` is no `node`, and `nas` is no `ns`, but `plx`
 * is `plex`.
 */
const isLikely = (typed: string, meant: string): boolean =>
  typed.length > SHORT ||
  typed.length < meant.length ||
  (typed.length === meant.length && sorted(typed) === sorted(meant));

const sorted = (word: string): string => Array.from(word).toSorted().join('');
