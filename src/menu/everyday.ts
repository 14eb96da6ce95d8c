import { foldName } from './fold-name.ts';
import { ADDRESSEES, FILLERS, GREETINGS, HELP_PHRASES, STATE_WORDS } from './phrases/english.ts';
import { LANGUAGES, type Phrases } from './phrases/languages.ts';
import { SMALL_TALK, SMALL_TALK_FILLERS, SMALL_TALK_PHRASES } from './phrases/small-talk.ts';

/** An everyday text that is no word of the menu. */
export type Everyday =
  /** A greeting, or a question about how everything is. */
  | { readonly is: 'opener' }
  | { readonly is: 'help' }
  /** Needs no action; the answer, if there is one, is mere politeness. */
  | { readonly is: 'small-talk'; readonly answer: string | undefined };

/** Longer texts have a meaning of their own. */
const MAX_WORDS = 12;

/** Recognises a normalised text without looking at any names; `undefined` when it has a meaning of its own. */
export function readEveryday(text: string, isQuestion: boolean): Everyday | undefined {
  if (isHelp(text)) return { is: 'help' };
  if (isReaction(text)) return { is: 'small-talk', answer: undefined };
  const words = wordsOf(text);
  if (words.length === 0 || words.length > MAX_WORDS) return undefined;
  const smallTalk = isQuestion ? undefined : readSmallTalk(words);
  if (smallTalk) return smallTalk;
  return isOpener(words) || (isQuestion && isBareQuestion(words)) ? { is: 'opener' } : undefined;
}

/** Returns true when the words only ask for the state of something, or to see it, and name no subject. */
export const isBareQuestion = (words: readonly string[]): boolean => words.every(isLight);

const isLight = (word: string): boolean =>
  FILLERS.has(word) || STATE_WORDS.has(word) || GREETINGS.has(word);

/** `hellooo` and `hello` are the same. */
const squeeze = (text: string): string => foldName(text).replaceAll(/(.)\1+/gu, '$1');

const squeezed = (texts: Iterable<string>): ReadonlySet<string> => new Set([...texts].map(squeeze));

const allOf = (pick: (phrases: Phrases) => readonly string[]): readonly string[] =>
  Object.values(LANGUAGES).flatMap(pick);

const FOREIGN_HELP = squeezed(allOf(({ help }) => help));

function isHelp(text: string): boolean {
  const words = foldName(text);
  return HELP_PHRASES.some((phrase) => phrase.test(words)) || FOREIGN_HELP.has(squeeze(text));
}

const FOREIGN = squeezed(allOf(({ greetings, status }) => [...greetings, ...status]));
const GREETING = squeezed(GREETINGS);

const wordsOf = (text: string): readonly string[] =>
  foldName(text)
    .split(/[ ,.;:!?/\u3001\u3002\u060C\u061F\u0964()"]+/u)
    .filter(Boolean);

/** Texts that phones send as a reaction to a message (a long press on it): `Liked "OK. Net 47"`. */
const REACTION =
  /^(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,12} to) ["'\u201C]/;
const isReaction = (text: string): boolean => REACTION.test(text) || SMALL_TALK_PHRASES.test(text);

const POLITE = squeezed(SMALL_TALK_FILLERS);
const TOPICS = SMALL_TALK.map(({ words, answer }) => ({ words: squeezed(words), answer }));

function readSmallTalk(words: readonly string[]): Everyday | undefined {
  const squeezedWords = words.map(squeeze);
  const isKnown = (word: string): boolean =>
    POLITE.has(word) || TOPICS.some((topic) => topic.words.has(word));
  if (!squeezedWords.every(isKnown)) return undefined;
  const topic = TOPICS.find(({ words: known }) => squeezedWords.some((word) => known.has(word)));
  return topic && { is: 'small-talk', answer: topic.answer };
}

function isOpener(words: readonly string[]): boolean {
  const squeezedWords = words.map(squeeze);
  if (isMadeOf(FOREIGN, squeezedWords)) return true;
  const isGreeting =
    GREETING.has(squeezedWords[0] ?? '') ||
    (squeezedWords[0] === 'god' && GREETING.has(squeezedWords[1] ?? ''));
  const rest = isGreeting
    ? words.filter((word) => !GREETING.has(squeeze(word)) && !ADDRESSEES.has(word))
    : words;
  if (!isBareQuestion(rest)) return isGreeting && isMadeOf(FOREIGN, rest.map(squeeze));
  return isGreeting || rest.some((word) => STATE_WORDS.has(word)) || isHowItGoes(rest);
}

/** `how are things`, `what about home` */
const isHowItGoes = (words: readonly string[]): boolean =>
  words.length > 1 && /^(?:how|hows|how's|what|whats|what's)$/.test(words[0] ?? '');

/** Returns true when the words consist of these phrases, and of words that go with a greeting. */
function isMadeOf(phrases: ReadonlySet<string>, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  let from = 0;
  while (from < words.length) {
    const length = longestAt(phrases, words.slice(from));
    if (length === 0) return false;
    from += length;
  }
  return true;
}

function longestAt(phrases: ReadonlySet<string>, words: readonly string[]): number {
  for (let length = words.length; length > 0; length -= 1) {
    if (phrases.has(words.slice(0, length).join(' '))) return length;
  }
  return ADDRESSEES.has(words[0] ?? '') ? 1 : 0;
}
