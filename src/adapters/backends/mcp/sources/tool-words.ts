import { READS } from './read-only.ts';

/** The list of those that use most is another one, and so is that of `kubectl top`. */
const TOP = 'top';
/** Verbs that say of a noun that some are left out. */
const PICKS = /^(?:top|recent|search|find|query|count|check)$/;

/** Returns the words of a name beside its verb and noun. Words before the verb name the product. */
export const qualifiersIn = (
  words: readonly string[],
  nouns: readonly string[],
): readonly string[] =>
  afterVerb(words, nouns).filter(
    (word, at, all) =>
      !(GROUP.test(word) && BY.test(all[at - 1] ?? '')) &&
      !(READS.test(word) && !PICKS.test(word)) &&
      !nouns.includes(word) &&
      !PREPOSITION.test(word) &&
      !saysNothing(word, at, all),
  );

/** Returns the words behind the verb of a name; all of them where a noun stands before it. */
export function afterVerb(words: readonly string[], nouns: readonly string[]): readonly string[] {
  const verb = words.findIndex((word) => READS.test(word));
  const before = words.slice(0, Math.max(verb, 0));
  if (before.some((word) => nouns.includes(word))) return words;
  return words.slice(words[verb] === TOP ? verb : verb + 1);
}

const PREPOSITION =
  /^(?:of|for|by|in|on|at|from|with|without|per|across|that|which|and|including|via|to|as|like|currently)$/;
const BY = /^(?:by|per)$/;
const GROUP =
  /^(?:namespaces?|nodes?|sites?|severity|severities|clusters?|types?|kinds?|status|level|priority|hosts?|ids?|names?)$/;
const SAYS_NOTHING =
  /^(?:list|all|status|statuses|info|information|overview|inventory|data|details?|csv|json|ya?ml|table|text|markdown|plain|page|pages|paginated|v\d+)$/;

/** A table of registrations is one of what is connected, and messages of a log are the log. */
const saysNothing = (word: string, at: number, all: readonly string[]): boolean =>
  SAYS_NOTHING.test(word) ||
  (word === 'registration' && all[at + 1] === 'table') ||
  (all[at - 1] === 'log' && OF_LOG.test(word));

/** `nodes_get`, `alerts.search`. */
const isLastVerb = (word: string, at: number, all: readonly string[]): boolean =>
  at > 0 && at === all.length - 1 && LAST_VERB.test(word);

const LAST_VERB = /^(?:get|show|fetch|read|search|find|query|view|enumerate|ls)$/;

const OF_LOG = /^(?:messages?|entries|entry|records?|lines?|events?|rows?)$/;

/** Words before what is listed: `a list of clients`, `the health of all devices`. */
const LIST = /^(?:list|table|status|statuses|health|states?|details|overview|summary|inventory)$/;

/** Returns the subject of a name or sentence: the disks in `list_node_disks`, the VMs in `get_vms_of_node`. */
export function headOf(
  words: readonly string[],
  isQualifier: (word: string) => boolean = () => false,
): string | undefined {
  const end = words.findIndex((word) => PREPOSITION.test(word));
  if (words[end] === 'of' && LIST.test(words[end - 1] ?? '')) {
    return headOf(words.slice(end + 1), isQualifier);
  }
  return words
    .slice(0, end < 0 ? undefined : end)
    .findLast(
      (word, at, all) =>
        !saysNothing(word, at, all) && !isQualifier(word) && !isLastVerb(word, at, all),
    );
}
