import type { McpTool, ToolList } from '../client/tool-list.ts';
import type { AreaOfServer } from '../sources/area-of-server.ts';
import { declaresChange, isReadOnly } from '../sources/read-only.ts';
import { readingToolsOf } from '../sources/reading-tools.ts';
import { hasUnsafeArgument } from '../sources/unsafe-arguments.ts';

/** What is known of a server beforehand: what it tells about, and what its owner says. */
export interface ToolRules {
  readonly area?: AreaOfServer | undefined;
  /** What kind of server it is, where its tools do not tell. */
  readonly profile?: string | undefined;
  /** Tools that the owner lends, whatever they look like. */
  readonly listed?: readonly string[] | undefined;
}

export interface ToolSelection {
  readonly lent: readonly McpTool[];
  /** Not lent, though nothing speaks against them but that they do not say enough: for the owner to list. */
  readonly doubtful: readonly McpTool[];
  /** Listed by the owner, and not there. */
  readonly missing: readonly string[];
  /** Listed by the owner, and said by themselves to change something. */
  readonly changing: readonly string[];
}

/** Decides which tools of a server a model may call without anybody being asked. */
export function selectTools(list: ToolList, rules: ToolRules): ToolSelection {
  const { area, profile, listed = [] } = rules;
  const known = readingToolsOf(list, area, profile);
  // Of two tools with one name nobody can say which one would be called.
  const counts = new Map<string, number>();
  for (const { name } of list.tools) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isNamed = ({ name }: McpTool): boolean => known.has(name) || listed.includes(name);
  const isLent = (tool: McpTool): boolean =>
    counts.get(tool.name) === 1 && (isNamed(tool) ? !declaresChange(tool) : saysAndLooksSafe(tool));
  const named = listed.map((name) => list.tools.find((tool) => tool.name === name));
  return {
    lent: list.tools.filter(isLent),
    doubtful: list.tools.filter((tool) => !isLent(tool) && isReadOnly(tool)),
    missing: listed.filter((_, index) => !named[index]),
    changing: named.flatMap((tool) => (tool && declaresChange(tool) ? [tool.name] : [])),
  };
}

/** Each by itself is easily a lie or an oversight. */
const saysAndLooksSafe = (tool: McpTool): boolean =>
  tool.annotations?.readOnlyHint === true &&
  isReadOnly(tool) &&
  !hasUnsafeArgument(tool.inputSchema);
