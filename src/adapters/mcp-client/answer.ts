import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { err, ok, type Result } from '../../core/result.ts';
import type { Trouble } from './trouble.ts';

/** The data in a tool's answer: structured if the server says so, else the JSON in its text. */
export function readAnswer(answer: CallToolResult): Result<unknown, Trouble> {
  const texts = answer.content.filter((block) => block.type === 'text').map(({ text }) => text);
  if (answer.isError) return err({ kind: 'refused', cause: texts.join(' ') });
  if (answer.structuredContent !== undefined) return ok(answer.structuredContent);
  return parseTexts(texts);
}

/** One text is the data itself; several are the items of a list. */
function parseTexts(texts: readonly string[]): Result<unknown, Trouble> {
  if (texts.length === 0) return err({ kind: 'garbled', cause: 'the answer is empty' });
  try {
    const parsed = texts.map((text): unknown => JSON.parse(text));
    return ok(parsed.length === 1 ? parsed[0] : parsed);
  } catch {
    return err({ kind: 'garbled', cause: `not JSON: ${texts[0]}` });
  }
}
