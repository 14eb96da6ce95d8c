import type { McpTool, ToolList } from '../client/tool-list.ts';
import type { AreaOfServer } from '../sources/area-of-server.ts';
import { declaresChange, isReadOnly } from '../sources/read-only.ts';
import { readingToolsOf } from '../sources/reading-tools.ts';
import { hasUnsafeArgument } from '../sources/unsafe-arguments.ts';

/** Facts about a server known beforehand: its area, and the choices of its owner. */
export interface ToolRules {
  readonly area?: AreaOfServer | undefined;
  /** The profile of the server, where its tools do not show it. */
  readonly profile?: string | undefined;
  /** Tools listed by the owner: they are external tools unless they declare a change. */
  readonly listed?: readonly string[] | undefined;
}

export interface ToolSelection {
  /** Tools that the model may call. */
  readonly external: readonly McpTool[];
  /** Tools that only lack a declaration that they are safe: the owner may list them. */
  readonly doubtful: readonly McpTool[];
  /** Tools listed by the owner that the server lacks. */
  readonly missing: readonly string[];
  /** Tools listed by the owner that declare a change. */
  readonly changing: readonly string[];
}

/** Selects the tools of a server that a model may call without approval. */
export function selectTools(list: ToolList, rules: ToolRules): ToolSelection {
  const { area, profile, listed = [] } = rules;
  const known = readingToolsOf(list, area, profile);
  // With two tools of one name, which one the server would call is undefined.
  const counts = new Map<string, number>();
  for (const { name } of list.tools) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isKnown = ({ name }: McpTool): boolean => known.has(name) || listed.includes(name);
  const isExternal = (tool: McpTool): boolean =>
    counts.get(tool.name) === 1 &&
    (isKnown(tool) ? !declaresChange(tool) : declaresAndLooksSafe(tool));
  const named = listed.map((name) => list.tools.find((tool) => tool.name === name));
  return {
    external: list.tools.filter(isExternal),
    doubtful: list.tools.filter((tool) => !isExternal(tool) && isReadOnly(tool)),
    missing: listed.filter((_, index) => !named[index]),
    changing: named.flatMap((tool) => (tool && declaresChange(tool) ? [tool.name] : [])),
  };
}

/** Requires both: either one alone is easily a lie or an oversight. */
const declaresAndLooksSafe = (tool: McpTool): boolean =>
  tool.annotations?.readOnlyHint === true &&
  isReadOnly(tool) &&
  !hasUnsafeArgument(tool.inputSchema);
