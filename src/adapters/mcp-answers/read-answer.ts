import { err, ok, type Result } from '../../core/result.ts';
import { createSlices, nextTurn } from '../../core/slices.ts';
import { isModest } from '../loose-data/size.ts';
import { parseText, TooMuchData } from './parse-text.ts';
import { complaintIn, complaintOf } from './soft-error.ts';
import { type ToolAnswer, textsOf } from './tool-answer.ts';
import { unwrap } from './unwrap.ts';

const MAX_VALUES = 100_000;
const MAX_TEXTS = 2000;

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
export async function readAnswer(answer: ToolAnswer): Promise<Read> {
  await nextTurn(); // the answer itself was parsed just now
  const texts = textsOf(answer).slice(0, MAX_TEXTS);
  if (answer.isError) return refused(texts.join(' ') || 'no reason given');
  const data = await dataOf(answer, texts).catch(tooMuch);
  if (!data.ok) return data;
  if (!isModest(data.value, MAX_VALUES)) return garbled(TOO_MUCH);
  const complaint = complaintIn(data.value);
  return complaint === undefined ? data : refused(complaint);
}

const refused = (cause: string): Read => err({ kind: 'refused', cause });
const garbled = (cause: string): Read => err({ kind: 'garbled', cause });

function tooMuch(thrown: unknown): Read {
  if (thrown instanceof TooMuchData) return garbled(thrown.message);
  throw thrown;
}

const TOO_MUCH = `more than ${MAX_VALUES} values, or nested too deeply`;

async function dataOf({ structuredContent }: ToolAnswer, texts: readonly string[]): Promise<Read> {
  if (isSubstantial(structuredContent)) return ok(unwrap(structuredContent));
  if (texts.length === 0) return garbled('the answer is empty');

  const [first = ''] = texts;
  const complaint = complaintOf(first);
  if (complaint !== undefined) return refused(complaint);
  return ok(texts.length === 1 ? unwrap(parseText(first)) : await listOf(texts));
}

const isSubstantial = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Object.keys(data).length > 0;

/** Several texts are the items of a list, if there is data in any of them. */
async function listOf(texts: readonly string[]): Promise<unknown> {
  const slice = createSlices();
  const parsed: unknown[] = [];
  for (const text of texts) {
    parsed.push(parseText(text));
    await slice();
  }
  return parsed.some((item) => typeof item === 'object') ? parsed.flat() : texts.join('\n');
}
