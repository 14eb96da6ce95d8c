import type { Failure } from '../../../../core/failure.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { type CallableTools, type Candidate, candidatesFor, learningNouns } from './candidates.ts';
import { findList } from './find-list.ts';
import { spellingsOf } from './other-forms.ts';
import { type Args, callsFor, type Learned, learnAll, type Names } from './tool-calls.ts';
import type { UnknownArgument } from './unknown-argument.ts';

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
    let noAnswer: Failure | undefined;
    for (const candidate of candidatesFor(unknown, askable)) {
      if (!isWithin(candidate, learning)) continue;
      const learned = await learnFrom(candidate, unknown, learning);
      if (learned.names.length > 0) return learned;
      noAnswer ??= learned.noAnswer;
    }
    return noAnswer ? { ...NOTHING, noAnswer } : (WITHOUT_LIST[unknown] ?? NOTHING);
  }

  async function learnFrom(
    { tool, form }: Candidate,
    unknown: UnknownArgument,
    learning: readonly string[],
  ): Promise<Learned> {
    const known = await learnAll(form, (it) => learn(it, learning));
    for (const { calls, isCut } of spellingsOf(form).flatMap((it) => callsFor(it, known))) {
      const { records, noAnswer } = await ask(tool.name, calls.slice(0, MAX_OWNERS), unknown);
      if (noAnswer) return { ...NOTHING, noAnswer };
      const things = currentAmong(records, unknown)
        .slice(0, MAX_NAMES + 1)
        .flatMap((it) => namesOf(it, unknown));
      const learned = first(things, unknown);
      const isMore = isCut || calls.length > MAX_OWNERS;
      if (things.length > 0) return { ...learned, isCut: learned.isCut || isMore };
    }
    return NOTHING;
  }

  async function ask(tool: string, calls: readonly Args[], unknown: UnknownArgument) {
    const answers = await Promise.all(calls.map((args) => server.callTool(tool, args)));
    const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    return {
      records: answers.flatMap((answer) => (answer.ok ? namedIn(answer.value, unknown) : [])),
      noAnswer: failures.find(({ kind }) => kind !== 'refused' && kind !== 'invalid-response'),
    };
  }

  return async (unknown: UnknownArgument): Promise<Learned> => {
    const known = asked.get(unknown) ?? learn(unknown, []);
    asked.set(unknown, known);
    const learned = await known;
    if (learned.names.length === 0 || learned === WITHOUT_LIST[unknown]) asked.delete(unknown);
    return learned;
  };
}

const NOTHING: Learned = { names: [], isCut: false };

/** The names that are used where no tool lists such things. An empty one may stand for all of them, or for one. */
const WITHOUT_LIST: Readonly<Record<string, Learned>> = {
  site: { names: [{ all: ['default'] }], isCut: false },
  namespace: { names: [{ all: [''] }], isCut: true },
};

/** The things in an answer, or the only one. */
function namedIn(data: unknown, unknown: UnknownArgument): readonly unknown[] {
  const found = findList(data, learningNouns(unknown));
  if (found) return found;
  return namesOf(data, unknown).length > 0 ? [data] : [];
}

/** Things of which one is in use, as the others are not asked about by tools that want to be told none. */
const ONE_IN_USE = /^(?:context|profile|cluster|connection)$/;
const IN_USE = [
  'current',
  'is_current',
  'active',
  'is_active',
  'default',
  'is_default',
  'selected',
];

/** Only the one in use, of things of which one is and that say so. */
function currentAmong(records: readonly unknown[], unknown: UnknownArgument): readonly unknown[] {
  if (!ONE_IN_USE.test(unknown)) return records;
  const current = records.filter((it) => {
    const facts = recordReader(it);
    return IN_USE.some((name) => facts?.flag(name) === true || facts?.text(name) === '*');
  });
  return current.length === 1 ? current : records;
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
