import type { ToolProvider } from '../../../../assistant/tool-provider.ts';
import type { Failure } from '../../../../core/failure.ts';
import { map } from '../../../../core/result.ts';
import type { McpTool } from '../client/tool-list.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { selectTools, type ToolRules } from './select-tools.ts';

/** Provides the tools of an MCP server to the model. */
export function createMcpToolProvider(
  name: string,
  server: ToolServer,
  rules: ToolRules,
): ToolProvider {
  const externalTools = async () =>
    map(await server.tools(), (list) => selectTools(list, rules).external);

  const describe = (failure: Failure): string =>
    `${name} ? ${failure.kind}${'cause' in failure ? `: ${String(failure.cause)}` : ''}`;

  return {
    name,
    async tools() {
      const tools = await externalTools();
      if (!tools.ok) return [];
      return tools.value.map(({ name: tool, description = '', inputSchema = {} }) => ({
        name: tool,
        description,
        schema: inputSchema,
      }));
    },
    async call(tool, input) {
      const tools = await externalTools();
      if (!tools.ok) return describe(tools.error);
      const found = tools.value.find((it) => it.name === tool);
      if (!found) return `${name} lends no tool ${tool}.`;
      const [unknownArgument] = rules.listed?.includes(tool) ? [] : undeclared(found, input);
      if (unknownArgument !== undefined) return `${tool} takes no ${unknownArgument}.`;
      const answer = await server.callTool(tool, input, { asText: true });
      return answer.ok ? String(answer.value) : describe(answer.error);
    },
  };
}

/** Arguments that a tool does not declare: a lax server accepts them, although selectTools never saw them. */
function undeclared({ inputSchema }: McpTool, input: object): readonly string[] {
  const { properties = {} } = inputSchema ?? {};
  return Object.keys(input).filter((argument) => !Object.hasOwn(properties, argument));
}
