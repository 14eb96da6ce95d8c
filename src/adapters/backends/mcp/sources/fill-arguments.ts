import type { McpTool } from '../client/tool-list.ts';
import { type Argument, argumentOf } from './argument.ts';
import {
  type ArgumentRule,
  type FilledArgument,
  isEverywhere,
  rulesForOptional,
  rulesForRequired,
  type WantedList,
} from './argument-rules.ts';
import type { UnknownArgument } from './unknown-argument.ts';

type Facts = Readonly<Record<string, unknown>>;

/** How a tool is to be called: what is known already, and by which names it wants the rest. */
export interface Form {
  readonly fixed: Facts;
  readonly open: readonly (readonly [name: string, unknown: UnknownArgument])[];
  /** The values of an argument that wants one of them: the tool is called once with each. */
  readonly each: readonly (readonly [name: string, values: readonly string[]])[];
  /** Left to itself it tells only some, as its schema says. */
  readonly isNarrow: boolean;
  /** Of a kind that none of its answers holds nothing is known: not all of them were asked for. */
  readonly isSample: boolean;
  /** The same in other words, for a tool that may not understand these. */
  readonly others: readonly Facts[];
}

const MAX_ARGUMENTS = 50;

/** Fills in what a tool requires, and what makes its answer whole; nothing when it requires what nobody can know. */
export function formOf(tool: McpTool, wanted: WantedList): Form | undefined {
  const { properties = {}, required = [] } = tool.inputSchema ?? {};
  const names = [...new Set([...required, ...Object.keys(properties)])].slice(0, MAX_ARGUMENTS);
  const filled = names.map((name) => {
    const argument = argumentOf(name, tool);
    const rules = required.includes(name) ? rulesForRequired(tool, names) : rulesForOptional(names);
    return [name, firstOf(rules, argument, wanted) ?? 'impossible'] as const;
  });
  if (filled.some(([, it]) => it === 'impossible')) return undefined;
  return {
    fixed: Object.fromEntries(
      filled.flatMap(([name, it]) => (hasValue(it) ? [[name, it.value]] : [])),
    ),
    open: filled.flatMap(([name, it]) =>
      isOpen(it) && !(isEverywhere(it.unknown, names) && !required.includes(name))
        ? [[name, it.unknown] as const]
        : [],
    ),
    each: filled.flatMap(([name, it]) => (isEach(it) ? [[name, it.each] as const] : [])),
    isNarrow: filled.some(([, it]) => it === 'narrow' || (hasValue(it) && it.isNarrow === true)),
    isSample: filled.some(([, it]) => isEach(it) && it.isSample === true),
    others: filled.flatMap(([name, it]) =>
      hasValue(it) ? (it.others ?? []).map((other) => ({ [name]: other })) : [],
    ),
  };
}

function firstOf(
  rules: readonly ArgumentRule[],
  argument: Argument,
  wanted: WantedList,
): FilledArgument | undefined {
  for (const rule of rules) {
    const filled = rule(argument, wanted);
    if (filled !== undefined) return filled;
  }
  return undefined;
}

const hasValue = (it: FilledArgument): it is Extract<FilledArgument, { readonly value: unknown }> =>
  typeof it === 'object' && 'value' in it;
const isEach = (it: FilledArgument): it is Extract<FilledArgument, { readonly each: unknown }> =>
  typeof it === 'object' && 'each' in it;
const isOpen = (it: FilledArgument): it is { readonly unknown: UnknownArgument } =>
  typeof it === 'object' && 'unknown' in it;
