import { factsOf } from '../loose-data/facts.ts';
import type { Tool } from '../mcp-client/tool-list.ts';
import type { ToolServer } from '../mcp-client/tool-server.ts';
import { callableFor } from './candidates.ts';
import type { Unknown } from './fill-arguments.ts';
import { findList } from './find-list.ts';
import { NOUNS } from './nouns.ts';

/** A cluster has more namespaces than anybody wants to wait for. */
const MOST_NAMES = 10;

/** Names of sites, nodes and namespaces, asked for when a tool first wants to be told one. */
export function createLearnedNames(server: ToolServer, tools: readonly Tool[]) {
  const asked = new Map<Unknown, Promise<readonly string[]>>();

  async function learn(unknown: Unknown): Promise<readonly string[]> {
    const nouns = NOUNS[`${unknown}s`];
    const askable = callableFor(nouns, tools).filter(({ form }) => form.open.length === 0);
    for (const { tool, form } of askable) {
      const answer = await server.callTool(tool.name, form.fixed);
      const names = answer.ok ? namesIn(findList(answer.value, nouns), unknown) : [];
      if (names.length > 0) return names;
    }
    return [];
  }

  return async (unknown: Unknown): Promise<readonly string[]> => {
    const known = asked.get(unknown) ?? learn(unknown);
    asked.set(unknown, known);
    const names = await known;
    if (names.length === 0) asked.delete(unknown);
    return names;
  };
}

/** One house has one site that matters, and it is the first. */
const namesIn = (records: readonly unknown[] = [], unknown: Unknown): readonly string[] =>
  records
    .flatMap((record) => nameOf(record, unknown) ?? [])
    .slice(0, unknown === 'site' ? 1 : MOST_NAMES);

function nameOf(record: unknown, unknown: Unknown): string | undefined {
  if (typeof record === 'string') return record;
  const facts = factsOf(record);
  return unknown === 'site' ? facts?.text('id', 'name') : facts?.text('name', unknown, 'id');
}
