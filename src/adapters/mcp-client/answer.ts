import { z } from 'zod';
import { err, ok, type Result } from '../../core/result.ts';
import type { Trouble } from './trouble.ts';

const MAX_VALUES = 50_000;

/** A tool's answer, read loosely: the SDK's schema takes gigabytes to list what is wrong with megabytes. */
export const ToolAnswer = z.object({
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
  content: z.array(z.unknown()).default([]),
});
export type ToolAnswer = z.infer<typeof ToolAnswer>;

/** The data in a tool's answer: structured if the server says so, else the JSON in its text. */
export function readAnswer({ content, structuredContent, isError }: ToolAnswer): Read {
  const texts = content.filter(isTextBlock).map(({ text }) => text);
  if (isError) return err({ kind: 'refused', cause: texts.join(' ') });
  const data = structuredContent === undefined ? parseTexts(texts) : ok(structuredContent);
  if (!data.ok || isModest(data.value)) return data;
  return err({ kind: 'garbled', cause: `more than ${MAX_VALUES} values` });
}

type Read = Result<unknown, Trouble>;

const isTextBlock = (block: unknown): block is { readonly text: string } =>
  typeof block === 'object' &&
  block !== null &&
  'type' in block &&
  block.type === 'text' &&
  'text' in block &&
  typeof block.text === 'string';

/** One text is the data itself; several are the items of a list. */
function parseTexts(texts: readonly string[]): Read {
  if (texts.length === 0) return err({ kind: 'garbled', cause: 'the answer is empty' });
  try {
    const parsed = texts.map((text): unknown => JSON.parse(text));
    return ok(parsed.length === 1 ? parsed[0] : parsed);
  } catch {
    return err({ kind: 'garbled', cause: `not JSON: ${texts[0]}` });
  }
}

/** Whether there are few enough values to check each of them. Without recursion, for data of any depth. */
function isModest(data: unknown): boolean {
  const waiting = [data];
  for (let seen = 0; seen < MAX_VALUES; seen += 1) {
    if (waiting.length === 0) return true;
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) waiting.push(inner);
  }
  return waiting.length === 0;
}
