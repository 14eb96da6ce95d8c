import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';

export type IncompleteRecord = Readonly<Record<string, unknown>>;

/** The thing's own facts in place of `$name`, as text or number, whichever the tool wants; `#name` is a number. */
export function fillFacts(
  args: IncompleteRecord,
  thing: IncompleteRecord,
  tool?: McpTool,
): Record<string, unknown> {
  const facts = recordReader(thing);
  const wordsFor = (value: string): string =>
    value.replaceAll(/[$#](\w+)/g, (_, fact: string) => facts?.text(fact) ?? '');
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      const isNumber = value.startsWith('#') || wantsNumber(tool, name);
      return [name, isNumber ? Number(wordsFor(value)) : wordsFor(value)];
    }),
  );
}

/** A record with what goes without saying about it. A text is none: it would be spread letter by letter. */
export const assumeFacts = (assumed: IncompleteRecord | undefined, record: unknown): unknown =>
  typeof record === 'object' && record !== null && !Array.isArray(record)
    ? { ...assumed, ...record }
    : record;

function wantsNumber(tool: McpTool | undefined, name: string): boolean {
  const type = recordReader(tool?.inputSchema?.properties?.[name])?.text('type');
  return type === 'integer' || type === 'number';
}
