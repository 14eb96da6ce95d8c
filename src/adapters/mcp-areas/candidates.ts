import type { Tool } from '../mcp-client/tool-list.ts';
import { type Form, formOf } from './fill-arguments.ts';
import { isReadOnly, wordsOf } from './read-only.ts';

const BY_NAME = 10;
const BY_DESCRIPTION = 4;
const LISTS = 3;
const IS_NO_LIST = -4;
const PER_ARGUMENT = -2;
const PER_WORD = -0.5;
const MOST_TRIED = 3;

const NO_LIST =
  /^(?:summary|count|stats|statistics|usage|history|metrics|report|config|by|details?)$/;

export interface Candidate {
  readonly tool: Tool;
  readonly form: Form;
}

/** The read-only tools that are likeliest to list such things, and can be called; the best first. */
export function callableFor(
  nouns: readonly string[],
  tools: readonly Tool[],
): readonly Candidate[] {
  return tools
    .filter(isReadOnly)
    .flatMap((tool) => {
      const score = scoreOf(tool, nouns);
      const form = score > 0 ? formOf(tool, nouns) : undefined;
      return form ? [{ tool, form, score }] : [];
    })
    .toSorted((a, b) => b.score - a.score || a.tool.name.localeCompare(b.tool.name))
    .slice(0, MOST_TRIED);
}

function scoreOf({ name, description = '', inputSchema }: Tool, nouns: readonly string[]): number {
  const words = wordsOf(name);
  const described = wordsOf(description.slice(0, 120));
  const subject = matchOf(words, nouns, BY_NAME) || matchOf(described, nouns, BY_DESCRIPTION);
  if (subject === 0) return 0;
  return (
    subject +
    (words.includes('list') ? LISTS : 0) +
    (words.some((word) => NO_LIST.test(word)) ? IS_NO_LIST : 0) +
    (inputSchema?.required?.length ?? 0) * PER_ARGUMENT +
    words.length * PER_WORD
  );
}

/** Several of a thing are listed; one of them is looked up. */
function matchOf(words: readonly string[], nouns: readonly string[], worth: number): number {
  const noun = nouns.find((it) => words.includes(it));
  if (noun === undefined) return 0;
  return noun.endsWith('s') ? worth : worth / 2;
}
