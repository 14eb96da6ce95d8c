import { parseText } from './parse-text.ts';
import { ToolAnswer, textsOf } from './tool-answer.ts';

const MAX_LAYERS = 4;

/** Takes off what carries no meaning: a lone `result`, or another server's answer handed on whole. */
export function unwrap(data: unknown, layers = MAX_LAYERS): unknown {
  if (layers === 0 || typeof data !== 'object' || data === null) return data;
  const inner = lone(data) ?? handedOn(data);
  return inner === undefined ? data : unwrap(inner, layers - 1);
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
