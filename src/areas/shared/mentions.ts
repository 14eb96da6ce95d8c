import { foldName, joinName } from '../../menu/fold-name.ts';
import { FILLERS } from '../../menu/phrases/english.ts';
import type { SearchEntry } from './area.ts';

/** Limits to the words of a name, and to the words of a text that are searched. */
const MAX_WORDS_OF_NAME = 6;
const MAX_WORDS = 60;

/** Words that sentences are made of. An object with such a name is found only when the name is the whole text. */
const COMMON: ReadonlySet<string> = new Set(
  [
    'a an the this that these those it its i me my we us our you your he she they them their there here',
    'is are am was were be been do does did done has have had can could will would shall should may might must',
    'what who whom whose why how when where which not no yes and or but if so than then as at by for from in into',
    'of off on onto out over to up down with without about after again all any anyone anybody anything',
    'every everyone everything some something nothing none more most less much many too very just only still',
    'now today yesterday tonight ok okay fine good bad well right wrong new old slow fast home hi hey hello',
    'please thanks thank check show tell give see look get got go going run runs running work works working',
    'start started stop stopped open close let make need want know think says say status problem problems',
  ].flatMap((line) => line.split(' ')),
);

/** Returns the entries whose whole name occurs in a text, for the longest such name. */
export function findMentioned<T extends SearchEntry>(
  entries: readonly T[],
  text: string,
): readonly T[] {
  const words = wordsOf(text).slice(0, MAX_WORDS);
  const byName = Map.groupBy(
    entries.flatMap((entry) => namesOf(entry).map((name) => ({ entry, name }))),
    ({ name }) => name,
  );
  const [longest] = words
    .flatMap((_, from) => phrasesFrom(words, from))
    .filter((phrase) => byName.has(phrase))
    .toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return [];
  return byName.get(longest)?.map(({ entry }) => entry) ?? [];
}

const namesOf = ({ name, shortName = name, aliases = [] }: SearchEntry): readonly string[] => [
  ...new Set([name, shortName, ...aliases].map((spelling) => joinName(wordsOf(spelling).join('')))),
];

/** Returns the phrases that begin at one word of a text and may be names, with spaces removed. */
const phrasesFrom = (words: readonly string[], from: number): readonly string[] =>
  Array.from({ length: MAX_WORDS_OF_NAME }, (_, more) => words.slice(from, from + more + 1))
    .filter((phrase) => phrase.some(isDistinctive))
    .map((phrase) => joinName(phrase.join('')));

/** Returns the entries that share the most name words with a text, and how many: `garden-cam` in `the garden camera is black`. */
export function findHinted<T extends SearchEntry>(
  entries: readonly T[],
  text: string,
): { readonly entries: readonly T[]; readonly words: number } {
  const textWords = new Set(wordsOf(text).slice(0, MAX_WORDS).filter(isHint));
  const counted = entries.map((entry) => ({
    entry,
    words: new Set(partsOf(entry).filter((part) => textWords.has(part))).size,
  }));
  const words = Math.max(0, ...counted.map((it) => it.words));
  const hinted = words === 0 ? [] : counted.filter((it) => it.words === words);
  return { words, entries: hinted.map(({ entry }) => entry) };
}

const partsOf = ({ name, shortName = name }: SearchEntry): readonly string[] =>
  foldName(shortName).split(/[^\p{L}\p{N}]+/u);

const MIN_HINT = 4;
const isHint = (word: string): boolean =>
  word.length >= MIN_HINT && isDistinctive(word) && !FILLERS.has(word);

const isDistinctive = (word: string): boolean => word.length > 1 && !COMMON.has(word);

/** Addresses stay whole: `192.168.1.36`, `fe80::1`, `my.plex`. */
const wordsOf = (text: string): readonly string[] =>
  foldName(text).match(/[\p{L}\p{N}]+(?:[.:]+[\p{L}\p{N}]+)*/gu) ?? [];
