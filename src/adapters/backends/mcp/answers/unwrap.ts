import { parseJson } from '../../../http-client/parse-json.ts';
import { entriesOf } from '../../vendor-records/json.ts';
import { parseText } from './parse-text.ts';
import { ToolAnswer, textsOf } from './tool-answer.ts';

const MAX_LAYERS = 4;
const MAX_KEYS = 50;

/** Takes off what carries no meaning: a lone `result`, or another server's answer handed on whole. */
export const unwrap = (data: unknown): unknown => openTexts(takeOff(data, MAX_LAYERS));

/** Texts of JSON inside of an object become what they hold. */
function openTexts(data: unknown): unknown {
  const entries = entriesOf(data);
  if (entries.length > MAX_KEYS || !entries.some(([, it]) => isJson(it))) return data;
  return Object.fromEntries(
    entries.map(([key, it]) => {
      const inner = isJson(it) ? parseJson(it) : undefined;
      return [key, inner?.ok ? inner.value : it];
    }),
  );
}

const isJson = (value: unknown): value is string =>
  typeof value === 'string' && /^\s{0,9}[[{]/.test(value);

function takeOff(data: unknown, layers: number): unknown {
  if (layers === 0 || typeof data !== 'object' || data === null) return data;
  const inner = lone(data) ?? handedOn(data);
  return inner === undefined ? data : takeOff(inner, layers - 1);
}

function lone(data: object): unknown {
  const [[key, value] = [], second] = Object.entries(data);
  if (key !== 'result' || second) return undefined;
  return typeof value === 'string' ? parseText(value) : value;
}

function handedOn(data: object): unknown {
  if (!('content' in data) || !Array.isArray(data.content)) return undefined;
  const answer = ToolAnswer.safeParse(data);
  if (!answer.success) return undefined;
  const [text, second] = textsOf(answer.data);
  if (answer.data.structuredContent !== undefined) return answer.data.structuredContent;
  return text === undefined || second !== undefined ? undefined : parseText(text);
}
