import type { Lender } from '../../assistant/lender.ts';
import { isReadOnly } from '../mcp-areas/read-only.ts';
import type { ToolServer } from '../mcp-client/tool-server.ts';

/** What an MCP server lends: the tools that say that they only read, and do not look otherwise. */
export function createMcpLender(name: string, server: ToolServer): Lender {
  const lent = async () => {
    const list = await server.tools();
    return list.ok ? list.value.tools.filter(isReadOnly) : [];
  };

  return {
    name,
    tools: async () =>
      (await lent()).map(({ name: tool, description = '', inputSchema = {} }) => ({
        name: tool,
        description,
        schema: inputSchema,
      })),
    async call(tool, input) {
      if (!(await lent()).some((it) => it.name === tool)) return `${name} lends no tool ${tool}.`;
      const answer = await server.callTool(tool, input, { asText: true });
      if (answer.ok) return String(answer.value);
      return `${name} ? ${answer.error.kind}${'cause' in answer.error ? `: ${String(answer.error.cause)}` : ''}`;
    },
  };
}
