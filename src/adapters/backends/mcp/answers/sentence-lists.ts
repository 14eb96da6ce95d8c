import { entriesOf, isList } from '../../vendor-records/json.ts';
import { parseOutline } from './parse-outline.ts';
import { parseProse, readSentence } from './prose.ts';

const MAX_KEYS = 50;
/** Words, and not only the value of something. */
const SENTENCE = /\S \S.* \S/;

/** An outline; sentences in lists below headings become what they say, and a single heading is words about them. */
export function parseOutlineOrSentences(text: string): unknown {
  const data = parseOutline(text);
  const entries = entriesOf(data);
  const isOfSentences =
    entries.length > 0 &&
    entries.length <= MAX_KEYS &&
    entries.every(([, value]) => isList(value) && value.length > 0 && value.every(isSentence));
  if (!isOfSentences) return data;
  if (entries.length === 1) return parseProse(text) ?? data;
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      isList(value) ? value.map((it) => readSentence(String(it))) : value,
    ]),
  );
}

const isSentence = (value: unknown): boolean => typeof value === 'string' && SENTENCE.test(value);
