import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';

/** Words of names that keep something open. What is shown on a phone is asked for when it is wanted. */
const OPEN =
  /^(?:watch|watcher|stream|streaming|follow|listen|observe|live|subscription|subscriptions)$/;

/** Only as the verb: monitors may be listed. */
const MONITORS = /^(?:monitor|await|wait)$/;

const SAYS_OPEN =
  /\b(?:subscribes?|subscription|streams|long.?poll\w*|keeps? (?:the )?connection|tail -[fF]\b|waits (?:up to|for|until)|wait (?:up to|for new|for the next|until)|blocks? (?:up to|until))\b/i;

const BEGINS_OPEN = /^\W*(?:watch|follow|stream|tail and follow)\b/i;

const WAIT = /^wait(?:_?(?:for|time|ms|s|secs?|seconds))?$/i;

/** Is true for a tool that waits for what has not happened yet, by its name, its description or an argument. */
export function keepsOpen(
  { description = '', inputSchema }: McpTool,
  words: readonly string[],
): boolean {
  return (
    words.some((word, at) => OPEN.test(word) || (at === 0 && MONITORS.test(word))) ||
    SAYS_OPEN.test(description) ||
    BEGINS_OPEN.test(description) ||
    Object.entries(inputSchema?.properties ?? {}).some(
      ([name, schema]) => WAIT.test(name) && (recordReader(schema)?.number('default') ?? 0) > 0,
    )
  );
}
