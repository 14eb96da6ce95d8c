import { entriesOf, isList } from '../../vendor-records/json.ts';

/** A word for a source that has not seen everything yet, or not lately. */
const UNREADY =
  /^(?:initiali[sz]ing|loading|syncing|synchroni[sz]ing|indexing|building|rebuilding|collecting|discovering|scanning|starting(?:[ _-]up)?|booting|connecting|reconnecting|warming(?:[ _-]up)?|warm[ _-]?up|not[ _-]?(?:yet[ _-]?)?(?:ready|synced|loaded|initiali[sz]ed|available|connected)|unready|stale|unavailable)$/i;
const UNREADY_WORDS =
  /\b(?:(?:still|currently|being|is|are) (?:initiali[sz]ing|loading|loaded|syncing|synced|indexing|indexed|building|built|collecting|collected|starting|warming up|scanning|discovering)|not (?:yet )?(?:ready|synced|loaded|initiali[sz]ed|available|connected)|warming up|(?:try|check|retry) again (?:later|soon|in)|data is stale)\b/i;
const STATE_KEY =
  /^(?:status|state|phase|cache|cache_?status|index|index_?status|sync|sync_?status)$/i;
const DONE_KEY = /^(?:is_?)?(?:ready|synced|loaded|initiali[sz]ed|indexed|fresh|complete)$/i;
const DOING_KEY =
  /^(?:is_?)?(?:stale|loading|syncing|initiali[sz]ing|indexing|warming_?up|building)$/i;
const WORDS_KEY = /^(?:message|msg|note|notice|info|hint|warning|detail|details|reason)$/i;

const MAX_FACTS = 50;
const MAX_WORDS = 300;

/** Returns why the source is not ready according to one fact of an answer, or undefined. */
function unreadyBy(key: string, value: unknown): string | undefined {
  if (value === false) return DONE_KEY.test(key) ? `not ${key}` : undefined;
  if (value === true) return DOING_KEY.test(key) ? key : undefined;
  if (typeof value !== 'string') return undefined;
  const words = value.slice(0, MAX_WORDS).trim();
  const isUnready = STATE_KEY.test(key)
    ? UNREADY.test(words)
    : WORDS_KEY.test(key) && UNREADY_WORDS.test(words);
  return isUnready ? words : undefined;
}

/** Returns why the source is not ready according to the facts beside the lists of an answer. */
export function unreadinessIn(data: unknown): string | undefined {
  const entries = entriesOf(data).slice(0, MAX_FACTS);
  for (const [key, value] of entries) {
    const unready = unreadyBy(key, value);
    if (unready !== undefined) return unready;
  }
  return undefined;
}

/** Is true for an answer whose lists are all empty. */
export function isVoid(data: unknown): boolean {
  const inside = entriesOf(data)
    .slice(0, MAX_FACTS)
    .flatMap(([, value]) => (isList(value) ? [value] : listsIn(value)));
  return inside.length > 0 && inside.every((list) => list.length === 0);
}

const listsIn = (data: unknown): readonly (readonly unknown[])[] =>
  entriesOf(data)
    .slice(0, MAX_FACTS)
    .map(([, value]) => value)
    .filter(isList);
