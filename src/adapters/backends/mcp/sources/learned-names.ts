import { recordReader } from '../../vendor-records/record-reader.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { type CallableTools, candidatesFor, learningNouns } from './candidates.ts';
import type { UnknownArgument } from './fill-arguments.ts';
import { findList } from './find-list.ts';

/** A cluster has more namespaces than anybody wants to wait for. */
const MAX_NAMES = 10;

/** One thing by everything that a tool may want to hear for it, the likeliest first. */
export type Names = readonly string[];

export interface Learned {
  readonly names: readonly Names[];
  /** There are more of them than are asked about. */
  readonly isCut: boolean;
}

/** Names of sites, nodes and namespaces, asked for when a tool first wants to be told one. */
export function createLearnedNames(server: ToolServer, askable: CallableTools) {
  const asked = new Map<UnknownArgument, Promise<Learned>>();

  async function learn(unknown: UnknownArgument): Promise<Learned> {
    for (const { tool, form } of candidatesFor(unknown, askable)) {
      const answer = await server.callTool(tool.name, form.fixed);
      const records = answer.ok ? findList(answer.value, learningNouns(unknown)) : undefined;
      const things = (records ?? []).slice(0, MAX_NAMES + 1).flatMap((it) => namesOf(it, unknown));
      if (things.length > 0) return first(things, unknown);
    }
    return { names: unknown === 'site' ? [['default']] : [], isCut: false };
  }

  return async (unknown: UnknownArgument): Promise<Learned> => {
    const known = asked.get(unknown) ?? learn(unknown);
    asked.set(unknown, known);
    const learned = await known;
    if (learned.names.length === 0) asked.delete(unknown);
    return learned;
  };
}

/** One house has one site that matters, and it is the first. */
function first(things: readonly Names[], unknown: UnknownArgument): Learned {
  const most = unknown === 'site' ? 1 : MAX_NAMES;
  return { names: things.slice(0, most), isCut: things.length > most };
}

function namesOf(record: unknown, unknown: UnknownArgument): readonly Names[] {
  if (typeof record === 'string') return [[record]];
  const facts = recordReader(record);
  const [id, name] = [
    facts?.text('id', `${unknown}_id`, 'uuid', '_id'),
    facts?.text('name', `${unknown}_name`, unknown, 'metadata.name'),
  ];
  const reference = facts?.text('internalReference', 'reference', 'ref', 'slug', 'key');
  const order = unknown === 'site' ? [id, reference, name, 'default'] : [name, id, reference];
  const names = [...new Set(order.filter((it) => it !== undefined))];
  return id === undefined && name === undefined ? [] : [names];
}
