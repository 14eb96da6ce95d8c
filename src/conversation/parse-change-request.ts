import { VERBS } from './verbs.ts';

/** One way to read a text as a change request. */
export interface ChangeRequest {
  /** The verb as the person wrote it. */
  readonly phrase: string;
  /** The actions that may be meant, the likeliest first. */
  readonly verbs: readonly string[];
  /** The name of the target; `undefined` in `reboot it`. */
  readonly target: string | undefined;
}

const BY_WORD: ReadonlyMap<string, readonly string[]> = new Map(
  VERBS.flatMap(({ phrases, verbs }) => phrases.map((phrase) => [phrase, verbs] as const)),
);

/** All words and phrases that stand for an action. */
export const VERB_PHRASES: readonly string[] = [...BY_WORD.keys()];

const set = (line: string): ReadonlySet<string> => new Set(line.split(' '));

/** Words of questions and negations: with one of them a text is no change request. */
const NOT_A_REQUEST = set(
  "why when who what whats what's how hows did does has have had was were is are should not never dont don't without if wont won't cant can't isnt isn't",
);

const POLITE_BEFORE = set(
  "please pls plz kindly can could would will you u i want need to like id i'd lets let's just now quickly go ahead and hey hi hello ok okay try also then so relay help me us get someone somebody kubectl k pct qm docker sudo systemctl hard",
);
const POLITE_AFTER = set(
  'please pls plz would could will can now for me us again thanks thank you asap quickly right immediately ok okay today thx ty once more real quick away',
);
const POINTERS = set('it this that them him her these those');
const ARTICLES = set('the my our a an your that this');

/** Durations are ignored: the relay decides them itself. */
const FOR_HOW_LONG = / for \d{1,4} ?(?:h|hrs?|hours?|m|mins?|minutes?|d|days?)$/;

/** Longer texts are no commands. */
const MAX_WORDS = 14;
const MAX_WORDS_OF_VERB = 4;

/** Reads a normalised text as change requests: `can you restart plex please`, `turn plex off`, `plex reboot`. */
export function parseChangeRequests(text: string): readonly ChangeRequest[] {
  const all = text.replace(FOR_HOW_LONG, '').split(/[ ,]+/).filter(Boolean);
  const words = trim(all);
  if (words.length === 0 || all.length > MAX_WORDS) return [];
  if (words.some((word) => NOT_A_REQUEST.has(word))) return [];
  return [...verbFirst(words), ...verbAround(words), ...verbLast(words)];
}

function trim(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !POLITE_BEFORE.has(word));
  const rest = from < 0 ? [] : words.slice(from);
  const to = rest.findLastIndex((word, index) => index === 0 || !POLITE_AFTER.has(word));
  return rest.slice(0, to + 1);
}

/** `shut down plex` */
function verbFirst(words: readonly string[]): readonly ChangeRequest[] {
  return lengths(words).flatMap((length) =>
    toRequests(words.slice(0, length).join(' '), words.slice(length)),
  );
}

/** `turn plex off` */
function verbAround(words: readonly string[]): readonly ChangeRequest[] {
  const [first, last] = [words[0], words.at(-1)];
  return words.length < 3 ? [] : toRequests(`${first} ${last}`, words.slice(1, -1));
}

/** `plex reboot` */
function verbLast(words: readonly string[]): readonly ChangeRequest[] {
  return lengths(words).flatMap((length) =>
    length === words.length
      ? []
      : toRequests(words.slice(-length).join(' '), words.slice(0, -length)),
  );
}

/** The longest first: `power off` before `power`. */
const lengths = (words: readonly string[]): readonly number[] =>
  Array.from({ length: Math.min(MAX_WORDS_OF_VERB, words.length) }, (_, i) => i + 1).reverse();

function toRequests(phrase: string, rest: readonly string[]): readonly ChangeRequest[] {
  const verbs = BY_WORD.get(phrase);
  if (!verbs) return [];
  const from = rest.findIndex((word) => !ARTICLES.has(word) || rest.length === 1);
  const target = rest.slice(Math.max(from, 0));
  const isPointer = target.every((word) => POINTERS.has(word));
  return [{ phrase, verbs, target: isPointer ? undefined : target.join(' ') }];
}
