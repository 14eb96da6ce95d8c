import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';
import type { CallableTools } from './candidates.ts';
import { isKindName } from './kind-words.ts';
import { isNamespaceName } from './of-cluster.ts';
import type { Args } from './tool-calls.ts';

/** So many objects of a list are asked for one by one. */
export const MAX_OBJECTS = 10;

const GETS = /^(?:get|read|show|fetch|view)$/;
const NAME = /^(?:(?:resource|object)_?)?name$/i;

/** How many more objects of a list may be asked for. */
export interface ObjectBudget {
  left: number;
}

interface Bare {
  readonly name: string;
  readonly namespace: string | undefined;
}

interface Request {
  readonly tool: McpTool;
  readonly args: Args;
  readonly askable: CallableTools;
  readonly budget: ObjectBudget;
  readonly ask: (tool: string, args: Args) => Promise<Result<unknown, Failure>>;
}

/**
 * Asks for objects of which a list tells only the metadata, one by one, by a tool that tells whatever kind of thing it is
 * asked for. Those that are not told, or are too many, stay as they are.
 */
export async function withWholeObjects(
  records: readonly unknown[],
  { tool, args, askable, budget, ask }: Request,
): Promise<readonly unknown[]> {
  const getting = records.every((it) => bareObject(it)) && toolForOne(tool, args, askable);
  if (!getting) return records;
  return Promise.all(
    records.map(async (record) => {
      const object = bareObject(record);
      if (!object || budget.left <= 0) return record;
      budget.left -= 1;
      const answer = await ask(getting.name, argsForOne(getting, args, object));
      return answer.ok && isSame(answer.value, object) ? answer.value : record;
    }),
  );
}

function bareObject(record: unknown): Bare | undefined {
  const facts = recordReader(record);
  const name = facts?.text('metadata.name');
  const isBare = facts?.raw('spec') === undefined && facts?.raw('status') === undefined;
  return name === undefined || !isBare
    ? undefined
    : { name, namespace: facts?.text('metadata.namespace') };
}

const isSame = (data: unknown, { name }: Bare): boolean =>
  recordReader(data)?.text('metadata.name') === name;

/** A tool that needs a name, and beside it only what the tool for the list was told. */
function toolForOne(
  { name: own }: McpTool,
  args: Args,
  { tools }: CallableTools,
): McpTool | undefined {
  return tools.find(({ tool, words }) => {
    const { properties = {}, required = [] } = tool.inputSchema ?? {};
    const others = required.filter((it) => !NAME.test(it));
    return (
      tool.name !== own &&
      words.some((word) => GETS.test(word)) &&
      required.length === others.length + 1 &&
      others.every((it) => it in args || isNamespaceName(it)) &&
      Object.keys(properties).some((it) => isKindName(it) && it in args)
    );
  })?.tool;
}

function argsForOne({ inputSchema }: McpTool, args: Args, { name, namespace }: Bare): Args {
  const { properties = {}, required = [] } = inputSchema ?? {};
  const shared = Object.entries(args).filter(([key]) => key in properties);
  const named = required.filter((key) => NAME.test(key)).map((key) => [key, name] as const);
  const within = namespace === undefined ? [] : Object.keys(properties).filter(isNamespaceName);
  return Object.fromEntries<unknown>([
    ...shared,
    ...named,
    ...within.map((key) => [key, namespace] as const),
  ]);
}
