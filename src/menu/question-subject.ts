import { isBareQuestion } from './everyday.ts';

/** Longer texts ask for more than a place. */
const MAX_WORDS = 12;
const MAX_WORDS_OF_NAME = 6;

/**
 * Returns the possible subjects of a normalised text that says nothing else: `plex` in `is plex up`, `home assistant` in
 * `how is home assistant doing`. The longest first, and never the whole text.
 */
export function subjectsOf(text: string): readonly string[] {
  const words = text.split(' ');
  return stretches(words).flatMap(({ from, to }) => {
    const others = [...words.slice(0, from), ...words.slice(to)];
    const subject = words.slice(from, to);
    const isAbout = others.length > 0 && isBareQuestion(others) && !isBareQuestion(subject);
    return isAbout ? [subject.join(' ')] : [];
  });
}

/** Returns all runs of adjacent words in a text, the longest first. */
export const phrasesOf = (text: string): readonly string[] => {
  const words = text.split(' ');
  return stretches(words).map(({ from, to }) => words.slice(from, to).join(' '));
};

function stretches(words: readonly string[]) {
  if (words.length > MAX_WORDS) return [];
  return words
    .flatMap((_, from) =>
      Array.from({ length: MAX_WORDS_OF_NAME }, (_none, more) => ({ from, to: from + more + 1 })),
    )
    .filter(({ to }) => to <= words.length)
    .toSorted((a, b) => b.to - b.from - (a.to - a.from));
}
