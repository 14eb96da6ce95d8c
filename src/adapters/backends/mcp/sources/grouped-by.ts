import type { McpTool } from '../client/tool-list.ts';
import { wordsOf } from './read-only.ts';

const BY = /^(?:by|per)$/;
const MAX_SENTENCE_LENGTH = 300;
const OWNER = /^(?:namespace|node|site|severity)$/;

/** Returns the name of what a tool's items are grouped by, where each item is identified by it. */
export function groupedBy({ name, description = '' }: McpTool): string | undefined {
  for (const words of [wordsOf(name), wordsOf(description.slice(0, MAX_SENTENCE_LENGTH))]) {
    const at = words.findIndex((word) => BY.test(word));
    const group = at < 0 ? undefined : words[at + 1];
    if (group !== undefined && OWNER.test(group)) return group;
  }
  return undefined;
}
