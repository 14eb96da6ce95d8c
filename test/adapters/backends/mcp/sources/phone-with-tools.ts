import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';
import { ToolAnswer } from '../../../../../src/adapters/backends/mcp/answers/tool-answer.ts';
import type { McpTool } from '../../../../../src/adapters/backends/mcp/client/tool-list.ts';
import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { err, ok } from '../../../../../src/core/result.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { LABELS, phoneOn } from './phone-on-area.ts';

export type Args = Readonly<Record<string, unknown>>;
export type Answer = (args: Args) => unknown;

/** An answer that reports a failure. */
export const FAILS = { isError: true, content: [{ type: 'text', text: 'node fjord is away' }] };

const toAnswer = (data: unknown): ToolAnswer =>
  ToolAnswer.parse(
    data === FAILS
      ? FAILS
      : {
          content: [{ type: 'text', text: typeof data === 'string' ? data : JSON.stringify(data) }],
        },
  );

/** The arguments of a tool. */
export const takes = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = [],
): Partial<McpTool> => ({ inputSchema: { properties, required: [...required] } });

/** A phone on an unknown server with these tools, and the calls that the server gets. */
export function phone(
  area: AreaName,
  tools: Readonly<Record<string, Answer | readonly [Partial<McpTool>, Answer]>>,
) {
  const asked: (readonly [string, Args])[] = [];
  const entries = Object.entries(tools).map(([name, it]) => {
    const [more, answer] = typeof it === 'function' ? [{}, it] : it;
    return { tool: { name, ...more }, answer };
  });
  const server: ToolServer = {
    service: LABELS[area],
    source: 'unknown',
    tools: async () => ok({ serverName: 'x', tools: entries.map(({ tool }) => tool) }),
    async callTool(name, args) {
      asked.push([name, { ...args }]);
      const answer = entries.find(({ tool }) => tool.name === name)?.answer({ ...args });
      const data = await readAnswer(toAnswer(answer));
      return data.ok ? data : err({ ...data.error, service: LABELS[area] });
    },
  };
  return { asked, ...phoneOn(area, server, new FakeClock()) };
}
