import { recordReader } from '../../vendor-records/record-reader.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { type CallableTools, type Candidate, candidatesFor, learningNouns } from './candidates.ts';
import type { UnknownArgument } from './fill-arguments.ts';
import { findList } from './find-list.ts';
import { type Args, callsFor, type Learned, learnAll, type Names } from './tool-calls.ts';

/** A cluster has more namespaces than anybody wants to wait for. */
const MAX_NAMES = 10;
/** Of so many owners the things are learned: the networks of so many organizations. */
const MAX_OWNERS = 3;
/** How many things are learned for the sake of one. */
const MAX_CHAIN = 2;

/** Names of sites, nodes and namespaces, asked for when a tool first wants to be told one. */
export function createLearnedNames(server: ToolServer, askable: CallableTools) {
  const asked = new Map<UnknownArgument, Promise<Learned>>();

  /** `chain` is what is being learned for the sake of which this is. */
  async function learn(unknown: UnknownArgument, chain: readonly string[]): Promise<Learned> {
    const learning = [...chain, unknown];
    for (const candidate of candidatesFor(unknown, askable)) {
      if (!isWithin(candidate, learning)) continue;
      const learned = await learnFrom(candidate, unknown, learning);
      if (learned) return learned;
    }
    return { names: unknown === 'site' ? [{ all: ['default'] }] : [], isCut: false };
  }

  async function learnFrom(
    { tool, form }: Candidate,
    unknown: UnknownArgument,
    learning: readonly string[],
  ): Promise<Learned | undefined> {
    const known = await learnAll(form, (it) => learn(it, learning));
    for (const { calls, isCut } of callsFor(form, known)) {
      const records = await recordsBy(tool.name, calls.slice(0, MAX_OWNERS), unknown);
      const things = records.slice(0, MAX_NAMES + 1).flatMap((it) => namesOf(it, unknown));
      const learned = first(things, unknown);
      const isMore = isCut || calls.length > MAX_OWNERS;
      if (things.length > 0) return { ...learned, isCut: learned.isCut || isMore };
    }
    return undefined;
  }

  async function recordsBy(
    tool: string,
    calls: readonly Args[],
    unknown: UnknownArgument,
  ): Promise<readonly unknown[]> {
    const answers = await Promise.all(calls.map((args) => server.callTool(tool, args)));
    return answers.flatMap((answer) =>
      answer.ok ? (findList(answer.value, learningNouns(unknown)) ?? []) : [],
    );
  }

  return async (unknown: UnknownArgument): Promise<Learned> => {
    const known = asked.get(unknown) ?? learn(unknown, []);
    asked.set(unknown, known);
    const learned = await known;
    if (learned.names.length === 0) asked.delete(unknown);
    return learned;
  };
}

/** Is true where a tool wants to be told nothing, or something that can be learned first. */
const isWithin = ({ form }: Candidate, learning: readonly string[]): boolean =>
  form.open.length === 0 ||
  (learning.length <= MAX_CHAIN && !form.open.some(([, it]) => learning.includes(it)));

/** One house has one site that matters, and it is the first. */
function first(things: readonly Names[], unknown: UnknownArgument): Learned {
  const most = unknown === 'site' ? 1 : MAX_NAMES;
  return { names: things.slice(0, most), isCut: things.length > most };
}

function namesOf(record: unknown, unknown: UnknownArgument): readonly Names[] {
  if (typeof record === 'string') return [{ all: [record] }];
  const facts = recordReader(record);
  const [id, name] = [
    facts?.text('id', `${unknown}_id`, 'uuid', '_id'),
    facts?.text(
      ...['name', `${unknown}_name`, unknown, 'metadata.name', 'hostname', 'host'],
      ...['label', 'title', '*name'],
    ),
  ];
  const reference = facts?.text('internalReference', 'reference', 'ref', 'slug', 'key');
  const order = unknown === 'site' ? [id, reference, name, 'default'] : [name, id, reference];
  const names = [...new Set(order.filter((it) => it !== undefined))];
  return id === undefined && name === undefined ? [] : [{ all: names, id }];
}
