import { recordReader } from '../../vendor-records/record-reader.ts';
import { readNumber } from '../../vendor-records/units.ts';
import type { McpTool } from '../client/tool-list.ts';
import { isLimitName } from './argument-rules.ts';

/** One answer of a tool, by the number of its records. */
interface Answer {
  readonly size: number;
  readonly tool: McpTool;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Sizes at which a server that takes a limit is likely to have stopped. */
const ROUND: ReadonlySet<number> = new Set([
  5, 10, 15, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000,
]);

/** Arguments that say where a page begins, and not how long it is. */
const POSITION = /^(?:page|offset|skip|start)/i;

/**
 * Is true for an answer with as many records as the limit, or so round a number of them that there may well be one.
 * An argument whose name says nothing is a limit when there are exactly as many records as it says, and no other is one.
 */
export function isAtLimit({ size, tool, args }: Answer): boolean {
  if (size === 0) return false;
  const properties = Object.entries(tool.inputSchema?.properties ?? {});
  const hasLimit = properties.some(([name]) => isLimitName(name));
  return properties.some(([name, schema]) => {
    const value = readNumber(args[name]) ?? readNumber(defaultOf(schema));
    if (isLimitName(name)) return value === undefined ? ROUND.has(size) : size >= value;
    return !hasLimit && mayBeLimit(name, schema) && value === size && size > 1;
  });
}

/** Any whole number but a position and a choice. */
const mayBeLimit = (name: string, schema: unknown): boolean =>
  !POSITION.test(name) && isWholeNumber(schema) && recordReader(schema)?.raw('enum') === undefined;

export const defaultOf = (schema: unknown): unknown => recordReader(schema)?.raw('default');

const isWholeNumber = (schema: unknown): boolean => {
  const type = recordReader(schema)?.text('type');
  return type === undefined || type === 'integer' || type === 'number';
};

/**
 * Is true when a number beside the records is larger than theirs and a smaller one is called after it, in whatever
 * language: `gesamt: 8` and `seitenGesamt: 2` are a total and its pages.
 */
export function hasLargerTotal(
  facts: readonly (readonly [key: string, value: unknown])[],
  seen: number,
): boolean {
  const numbers = facts.filter((fact): fact is [string, number] => Number.isInteger(fact[1]));
  return numbers.some(
    ([key, value]) =>
      value > seen &&
      numbers.some(
        ([other, pages]) => other !== key && other.includes(key) && pages > 1 && pages < value,
      ),
  );
}
