import { err, ok, type Result } from '../../core/result.ts';
import { parseText } from './parse-text.ts';
import { isModest } from './size.ts';
import { complaintIn, complaintOf } from './soft-error.ts';
import { type ToolAnswer, textsOf } from './tool-answer.ts';
import { unwrap } from './unwrap.ts';

const MAX_VALUES = 250_000;

/** Why there is no data in an answer: the server says no, or nobody can make sense of what it says. */
export interface NoData {
  readonly kind: 'refused' | 'garbled';
  readonly cause: string;
}

type Read = Result<unknown, NoData>;

/**
 * The data in a tool's answer, in whatever way the server put it there: structured, or as JSON, a
 * table, YAML or bullets in its text; else the text itself. A failure is one, whatever `isError` says.
 */
export function readAnswer(answer: ToolAnswer): Read {
  const texts = textsOf(answer);
  if (answer.isError) return refused(texts.join(' ') || 'no reason given');
  const data = dataOf(answer, texts);
  if (!data.ok) return data;
  if (!isModest(data.value, MAX_VALUES)) return garbled(`more than ${MAX_VALUES} values`);
  const complaint = complaintIn(data.value);
  return complaint === undefined ? data : refused(complaint);
}

const refused = (cause: string): Read => err({ kind: 'refused', cause });
const garbled = (cause: string): Read => err({ kind: 'garbled', cause });

function dataOf({ structuredContent }: ToolAnswer, texts: readonly string[]): Read {
  if (isSubstantial(structuredContent)) return ok(unwrap(structuredContent));
  if (texts.length === 0) return garbled('the answer is empty');

  const [first = ''] = texts;
  const complaint = complaintOf(first);
  if (complaint !== undefined) return refused(complaint);
  return ok(texts.length === 1 ? unwrap(parseText(first)) : listOf(texts));
}

const isSubstantial = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Object.keys(data).length > 0;

/** Several texts are the items of a list, if they are data at all. */
function listOf(texts: readonly string[]): unknown {
  const parsed = texts.map(parseText);
  return parsed.every((item) => typeof item === 'object') ? parsed.flat() : texts.join('\n');
}
