import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';

const MAX_PAGES = 20;
const MAX_TOOLS = 2000;

/** The description of a tool, parsed loosely: one odd tool must not hide the others. */
const McpTool = z.looseObject({
  name: z.string(),
  description: z.string().optional().catch(undefined),
  inputSchema: z
    .looseObject({
      properties: z.record(z.string(), z.unknown()).optional().catch(undefined),
      required: z.array(z.string()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  annotations: z
    .looseObject({ readOnlyHint: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type McpTool = Pick<
  z.infer<typeof McpTool>,
  'name' | 'description' | 'inputSchema' | 'annotations'
>;

const Page = z.looseObject({
  tools: z.array(z.unknown()).default([]),
  nextCursor: z.string().optional().catch(undefined),
});

/** A server's tools, and its name and version. */
export interface ToolList {
  readonly serverName: string;
  readonly serverVersion?: string | undefined;
  readonly tools: readonly McpTool[];
}

/** Fetches all pages of the list, up to more than any honest server has. */
export async function fetchTools(
  client: Client,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<ToolList> {
  const tools: McpTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && tools.length < MAX_TOOLS; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await client.request({ method: 'tools/list', params }, Page, {
      signal,
      timeout: timeoutMs,
    });
    tools.push(...answer.tools.slice(0, MAX_TOOLS).flatMap(readTool));
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  const { name: serverName = '', version: serverVersion } = client.getServerVersion() ?? {};
  return { serverName, serverVersion, tools };
}

function readTool(raw: unknown): readonly McpTool[] {
  const parsed = McpTool.safeParse(raw);
  return parsed.success ? [parsed.data] : [];
}
