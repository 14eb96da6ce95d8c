import { z } from 'zod';
import type { ModelTool } from './model.ts';
import { bestTools, type ToolProvider } from './tool-provider.ts';
import { schemaOf } from './tools.ts';

const MAX_FOUND = 5;
const MAX_DESCRIPTION_LENGTH = 400;
const MAX_SCHEMA_LENGTH = 1500;

const Query = z.object({ query: z.string().describe('a few words: what you want to know') });
const Use = z.object({
  tool: z.string().describe('server/name, as search_tools told it'),
  input: z.record(z.string(), z.unknown()).default({}),
});

/** Wraps the tools of other servers, which may be hundreds, in two: one to search them, one to call them. */
export function externalTools(providers: readonly ToolProvider[]): readonly ModelTool[] {
  if (providers.length === 0) return [];

  async function search(query: string): Promise<string> {
    const lists = await Promise.all(
      providers.map(async (provider) =>
        (await provider.tools()).map((tool) => ({
          ...tool,
          name: `${provider.name}/${tool.name}`,
        })),
      ),
    );
    const all = lists.flat();
    const found = bestTools(all, query, MAX_FOUND);
    if (found.length === 0) return `None of ${all.length} tools fits these words.`;
    return found
      .map(({ name, description, schema }) => {
        const input = JSON.stringify(schema).slice(0, MAX_SCHEMA_LENGTH);
        return `${name}: ${onOneLine(description)}\ninput: ${input}`;
      })
      .join('\n\n');
  }

  async function use({ tool, input }: z.infer<typeof Use>): Promise<string> {
    const [server = '', ...rest] = tool.split('/');
    const provider = providers.find(({ name }) => name === server);
    return provider ? provider.call(rest.join('/'), input) : `There is no server ${server}.`;
  }

  const names = providers.map(({ name }) => name).join(', ');
  return [
    {
      name: 'search_tools',
      description: `Find more tools that only read, of the servers ${names}. Use it when no other tool tells what you need.`,
      schema: schemaOf(Query),
      call: async (given) => {
        const parsed = Query.safeParse(given);
        return parsed.success ? search(parsed.data.query) : 'A query is needed.';
      },
    },
    {
      name: 'use_tool',
      description: 'Call a tool that search_tools found.',
      schema: schemaOf(Use),
      call: async (given) => {
        const parsed = Use.safeParse(given);
        return parsed.success ? use(parsed.data) : 'tool and input are needed.';
      },
    },
  ];
}

/** Joins a description to one line: with lines of its own it could imitate further tools, or text of the relay. */
const onOneLine = (description: string): string =>
  description
    .slice(0, 2 * MAX_DESCRIPTION_LENGTH)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .slice(0, MAX_DESCRIPTION_LENGTH);
