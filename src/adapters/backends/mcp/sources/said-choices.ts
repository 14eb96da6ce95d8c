import type { McpTool } from '../client/tool-list.ts';
import type { Argument } from './argument.ts';

const KIND = /(?:^|_)(?:type|kind|category|class)$/i;
const MAX_TEXT_LENGTH = 400;
const MOST = 8;

/** `by type (uap, usw, ugw)`, `one of: switch, gateway or ap`. */
const LISTED =
  /(?:\b(?:types?|kinds?|categor(?:y|ies)|class(?:es)?)\b[^(:.]{0,20}[(:]|\bone of:?|\beither)\s{0,3}((?:["'`]?[a-z][\w-]{0,30}["'`]?(?:\s{0,3}[,|/]\s{0,3}(?:or )?|\s{1,3}or\s{1,3})){1,8}["'`]?[a-z][\w-]{0,30}["'`]?)/i;
const NO_CHOICE = /^(?:e\.?g|etc|or|and|optional|required|string|such|all|any)$/i;

/** Returns the values for a kind that descriptions name; they need not be all of them. */
export function saidChoices(
  { name, type, choices, description }: Argument,
  tool: McpTool,
): readonly string[] | undefined {
  if (!KIND.test(name) || choices.length > 0 || (type ?? 'string') !== 'string') return undefined;
  for (const text of [description, tool.description ?? '']) {
    const [, listed = ''] = LISTED.exec(text.slice(0, MAX_TEXT_LENGTH)) ?? [];
    const words = (listed.match(/[a-z][\w-]*/gi) ?? []).filter((it) => !NO_CHOICE.test(it));
    if (words.length > 1 && words.length <= MOST) return [...new Set(words)];
  }
  return undefined;
}
