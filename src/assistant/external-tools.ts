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

/** Hundreds of tools of other servers, behind two of ours: one finds them, one calls them. */
export function externalTools(lenders: readonly ToolProvider[]): readonly ModelTool[] {
  if (lenders.length === 0) return [];

  async function search(query: string): Promise<string> {
    const lists = await Promise.all(
      lenders.map(async (lender) =>
        (await lender.tools()).map((tool) => ({ ...tool, name: `${lender.name}/${tool.name}` })),
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
    const lender = lenders.find(({ name }) => name === server);
    return lender ? lender.call(rest.join('/'), input) : `There is no server ${server}.`;
  }

  const names = lenders.map(({ name }) => name).join(', ');
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

/** In lines of its own a description could look like further tools, or like words of the relay. */
const onOneLine = (description: string): string =>
  description
    .slice(0, 2 * MAX_DESCRIPTION_LENGTH)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .slice(0, MAX_DESCRIPTION_LENGTH);
