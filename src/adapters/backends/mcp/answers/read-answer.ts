import { err, ok, type Result } from '../../../../core/result.ts';
import { createSlices, nextTurn } from '../../../../core/slices.ts';
import { isList } from '../../vendor-records/json.ts';
import { isModest } from '../../vendor-records/size.ts';
import { stripMarkers, stripMarkersIn } from './markers.ts';
import { nameColumns } from './named-columns.ts';
import { parseText, TooMuchData } from './parse-text.ts';
import { remarkOn, withRemark } from './remarks.ts';
import { complaintIn, complaintOf } from './soft-error.ts';
import { type ToolAnswer, textsOf } from './tool-answer.ts';
import { unwrap } from './unwrap.ts';

const MAX_VALUES = 100_000;
const MAX_TEXTS = 2000;

/** Why there is no data in an answer: the server says no, or nobody can make sense of what it says. */
export interface NoData {
  readonly kind: 'refused' | 'invalid-response';
  readonly cause: string;
}

type Read = Result<unknown, NoData>;

/**
 * The data in a tool's answer, in whatever way the server put it there: structured, or as JSON, a
 * table, YAML or bullets in its text; else the text itself. A failure is one, whatever `isError` says.
 */
export async function readAnswer(answer: ToolAnswer): Promise<Read> {
  await nextTurn(); // the answer itself was parsed just now
  const texts = textsOf(answer).slice(0, MAX_TEXTS).map(stripMarkers);
  if (answer.isError) return refused(texts.join(' ') || 'no reason given');
  const data = await dataOf(answer, texts).catch(tooMuch);
  if (!data.ok) return data;
  if (!isModest(data.value, MAX_VALUES)) return invalid(TOO_MUCH);
  const complaint = complaintIn(data.value);
  if (complaint !== undefined) return refused(complaint);
  return ok(nameColumns(stripMarkersIn(data.value)));
}

/** The reason given for an answer without any content. */
export const EMPTY_ANSWER = 'the answer is empty';

const refused = (cause: string): Read => err({ kind: 'refused', cause });
const invalid = (cause: string): Read => err({ kind: 'invalid-response', cause });

function tooMuch(thrown: unknown): Read {
  if (thrown instanceof TooMuchData) return invalid(thrown.message);
  throw thrown;
}

const TOO_MUCH = `more than ${MAX_VALUES} values, or nested too deeply`;

async function dataOf({ structuredContent }: ToolAnswer, texts: readonly string[]): Promise<Read> {
  if (isSubstantial(structuredContent)) {
    return ok(beside(unwrap(structuredContent), texts));
  }
  if (texts.length === 0) return invalid(EMPTY_ANSWER);

  const [first = ''] = texts;
  const complaint = complaintOf(first);
  if (complaint !== undefined) return refused(complaint);
  return ok(texts.length === 1 ? unwrap(parseText(first)) : await listOf(texts));
}

/** Data with what a text beside it says about the length of its lists. */
function beside(data: unknown, texts: readonly string[]): unknown {
  const words = texts.filter((text) => !/^\s*[[{]/.test(text));
  if (isList(data)) return withRemark(data, words);
  if (typeof data !== 'object' || data === null) return data;
  const lists = Object.values(data).filter(isList);
  const [only, second] = lists;
  return only && !second ? { ...remarkOn(only.length, words), ...data } : data;
}

const isSubstantial = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Object.keys(data).length > 0;

/** One line of words beside data is about them; several lines are something that cannot be read. */
const isBanner = (item: unknown): item is string =>
  typeof item === 'string' && !item.trim().includes('\n');

/** Several texts are the items of a list, if there is data in any of them. */
async function listOf(texts: readonly string[]): Promise<unknown> {
  const slice = createSlices();
  const parsed: unknown[] = [];
  for (const text of texts) {
    parsed.push(parseText(text));
    await slice();
  }
  if (!parsed.some((item) => typeof item === 'object')) return texts.join('\n');
  const data = parsed.filter((item) => !isBanner(item));
  const words = parsed.filter(isBanner);
  const [only, second] = data;
  return second === undefined && !isList(only) ? only : withRemark(data.flat(), words);
}
