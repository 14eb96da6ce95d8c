import type { ToolProvider } from '../../../../assistant/tool-provider.ts';
import type { Failure } from '../../../../core/failure.ts';
import { map } from '../../../../core/result.ts';
import type { McpTool } from '../client/tool-list.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { selectTools, type ToolRules } from './select-tools.ts';

/** What an MCP server lends to the model. */
export function createMcpToolProvider(
  name: string,
  server: ToolServer,
  rules: ToolRules,
): ToolProvider {
  const lent = async () => map(await server.tools(), (list) => selectTools(list, rules).lent);

  const describe = (failure: Failure): string =>
    `${name} ? ${failure.kind}${'cause' in failure ? `: ${String(failure.cause)}` : ''}`;

  return {
    name,
    async tools() {
      const tools = await lent();
      if (!tools.ok) return [];
      return tools.value.map(({ name: tool, description = '', inputSchema = {} }) => ({
        name: tool,
        description,
        schema: inputSchema,
      }));
    },
    async call(tool, input) {
      const tools = await lent();
      if (!tools.ok) return describe(tools.error);
      const found = tools.value.find((it) => it.name === tool);
      if (!found) return `${name} lends no tool ${tool}.`;
      const [stray] = rules.listed?.includes(tool) ? [] : undeclared(found, input);
      if (stray !== undefined) return `${tool} takes no ${stray}.`;
      const answer = await server.callTool(tool, input, { asText: true });
      return answer.ok ? String(answer.value) : describe(answer.error);
    },
  };
}

/** A lax server takes what it does not declare, which was not looked at before the tool was lent. */
function undeclared({ inputSchema }: McpTool, input: object): readonly string[] {
  const { properties = {} } = inputSchema ?? {};
  return Object.keys(input).filter((argument) => !Object.hasOwn(properties, argument));
}
