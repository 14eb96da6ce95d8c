import type { Tool } from '../mcp-client/tool-list.ts';
import { type Form, formOf } from './fill-arguments.ts';
import { isReadOnly, wordsOf } from './read-only.ts';

const BY_NAME = 10;
const BY_DESCRIPTION = 4;
const LISTS = 3;
const PER_ARGUMENT = -2;
const PER_WORD = -0.5;
const MOST_TRIED = 3;

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
  const [firstSentence = ''] = description.split(/[.\n;]/, 1);
  const subject =
    worthOf(headOf(words), nouns, BY_NAME) ||
    worthOf(headOf(wordsOf(firstSentence)), nouns, BY_DESCRIPTION);
  if (subject === 0) return 0;
  return (
    subject +
    (words.includes('list') ? LISTS : 0) +
    (inputSchema?.required?.length ?? 0) * PER_ARGUMENT +
    words.length * PER_WORD
  );
}

const PREPOSITION =
  /^(?:of|for|by|in|on|at|from|with|without|per|across|that|which|and|including|via|to|currently)$/;
const SAYS_NOTHING = /^(?:list|all|status|info|information|overview|inventory|data|v\d+)$/;

/** What a name or a sentence is about: the disks in `list_node_disks`, the VMs in `get_vms_of_node`. */
function headOf(words: readonly string[]): string | undefined {
  const end = words.findIndex((word) => PREPOSITION.test(word));
  return words.slice(0, end < 0 ? undefined : end).findLast((word) => !SAYS_NOTHING.test(word));
}

/** Several of a thing are listed; one of them is looked up. */
function worthOf(head: string | undefined, nouns: readonly string[], worth: number): number {
  if (head === undefined || !nouns.includes(head)) return 0;
  return head.endsWith('s') ? worth : worth / 2;
}
