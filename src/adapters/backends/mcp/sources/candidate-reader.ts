import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import type { Reading } from '../../../../core/reading.ts';
import { err, ok, type Result } from '../../../../core/result.ts';
import { MEMORY_UNIT } from '../../vendor-records/memory.ts';
import { readList } from '../../vendor-records/read-list.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { Read } from '../../vendor-records/skip.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { readingBare } from './bare-records.ts';
import type { CallableTools, Candidate } from './candidates.ts';
import { factsOfPath } from './facts-of-path.ts';
import { assumeFacts } from './fill-facts.ts';
import { finding } from './find-for-candidate.ts';
import type { FoundList } from './find-own-list.ts';
import { type CallReading, joinCalls } from './join-calls.ts';
import { type ItemKind, kindsOf, nounsOf } from './kinds.ts';
import { createLearnedNames } from './learned-names.ts';
import { levelByLegend, readLevelLegend, wordsAboutLevels } from './level-legend.ts';
import { NOUNS } from './list-names.ts';
import { readLogText } from './log-texts.ts';
import { keysAmong, loneRecord, rememberAnswers } from './lone-records.ts';
import { areOfKind } from './looks-like.ts';
import { memoryUnitOf } from './memory-unit.ts';
import { MAX_OBJECTS, type ObjectBudget, withWholeObjects } from './object-details.ts';
import type { ListName } from './profile.ts';
import type { Tried } from './read-candidate.ts';
import { detailToolFor, idsIn, readDetails } from './read-details.ts';
import { readInForms } from './read-in-forms.ts';
import { type ReadPages, readPages } from './read-pages.ts';
import { strangenessOf } from './strangeness.ts';
import { type Args, type Calls, callsFor, learnAll, namedBy } from './tool-calls.ts';
import { withNamespace } from './with-namespace.ts';

interface Dependencies {
  readonly server: ToolServer;
  readonly clock: Clock;
  readonly askable: CallableTools;
}

interface OneCall {
  readonly candidate: Candidate;
  readonly args: Args;
  readonly ask: Parameters<typeof rememberAnswers>[0];
  /** Shared by all calls for one list. */
  readonly budget: ObjectBudget;
  /** The keys of records of the same tool. */
  readonly keys?: ReadonlySet<string>;
}

/** Asks tools of a server that nobody knows, and believes only what looks like the list that was asked for. */
export function createCandidateReader({ server, clock, askable }: Dependencies) {
  const learn = createLearnedNames(server, askable);
  const ask = shareCalls(server);
  /** Which of the names of things a tool understood. */
  const understood = new Map<string, number>();

  const invalid = (cause: string): Result<never, Failure> =>
    err({ kind: 'invalid-response', service: server.service, cause });

  /** Where a list holds ids and nothing else, each thing is asked for by its id. */
  async function withDetails(
    name: ListName,
    candidate: Candidate,
    pages: ReadPages,
  ): Promise<ReadPages> {
    const ids = idsIn(pages.found.records);
    const tool = ids && detailToolFor(name, candidate, askable);
    if (!tool) return pages;
    const find = finding(name, candidate);
    const isListEach = name === 'rules';
    const { records, isCut } = await readDetails(ids, tool, { ask, find, isListEach });
    return {
      ...pages,
      found: { ...pages.found, records },
      unseen: isCut || pages.unseen ? {} : undefined,
    };
  }

  const read = <T>(name: ListName, candidate: Candidate, readOne: Read<T>): Promise<Tried<T>> =>
    readInForms(candidate, (it) => readNamed(name, it, readOne));

  /** The answer by whichever of the names of things the tool understands. */
  async function readNamed<T>(
    name: ListName,
    candidate: Candidate,
    readOne: Read<T>,
  ): Promise<Tried<T>> {
    const { tool, form } = candidate;
    const known = await learnAll(form, learn);
    const ways = callsFor(form, known).slice(understood.get(tool.name) ?? 0);
    const [noAnswer] = [...known.values()].flatMap((it) => it.noAnswer ?? []);
    let answer: Tried<T> = noAnswer
      ? err(noAnswer)
      : invalid(`${tool.name}: nothing is known to ask it about`);
    for (const { variant, ...calls } of ways) {
      answer = await readAll(name, { candidate, ...calls }, readOne);
      if (answer.ok) understood.set(tool.name, variant);
      if (!isRefused(answer)) break;
    }
    return answer;
  }

  /** One of several calls that is not answered leaves the list without an end. */
  async function readAll<T>(
    name: ListName,
    { candidate, calls, isCut }: Omit<Calls, 'variant'> & { readonly candidate: Candidate },
    readOne: Read<T>,
  ): Promise<Tried<T>> {
    const { once, again } = rememberAnswers(ask);
    const budget = { left: MAX_OBJECTS };
    const first = await Promise.all(
      calls.map((args) => readCall(name, { candidate, args, budget, ask: once }, readOne)),
    );
    const keys = keysAmong(first.flatMap((it) => (it.ok ? it.value.records : [])));
    const answers = await Promise.all(
      first.map(async (answer, at) => {
        const isUnreadable = !answer.ok && answer.error.kind === 'invalid-response';
        const args = calls[at];
        if (!isUnreadable || keys.size === 0 || !args) return answer;
        return readCall(name, { candidate, args, budget, keys, ask: again }, readOne);
      }),
    );
    const failure = answers.find((answer) => !answer.ok);
    if (answers.every((answer) => !answer.ok)) {
      return failure?.ok === false ? failure : invalid(`${candidate.tool.name}: not asked`);
    }
    return ok(joinCalls(name, { candidate, calls, isCut }, answers));
  }

  async function readCall<T>(
    name: ListName,
    { candidate, args, budget, keys, ask: askFor }: OneCall,
    readOne: Read<T>,
  ): Promise<Result<CallReading<T>, Failure>> {
    const { tool } = candidate;
    const nouns = nounsOf(name, NOUNS[name]);
    const findList = finding(name, candidate);
    const find = (data: unknown): FoundList | undefined =>
      (keys && loneRecord(data, keys)) ?? findList(data);
    const pages = await readPages({ clock, ask: askFor }, { tool, args, nouns, find });
    if (!pages.ok) return pages;
    if (!pages.value) return invalid(`${tool.name}: no list of ${name}`);
    const isReadable = (it: unknown): boolean =>
      readOne(wholeOf(name, it), clock.now()) !== undefined;
    const isRead = pages.value.found.records.some(isReadable);
    const detailed = isRead ? pages.value : await withDetails(name, candidate, pages.value);
    const { records } = detailed.found;
    const objects = isRead
      ? records
      : await withWholeObjects(records, { tool, args, askable, budget, ask: askFor });
    const whole = { ...detailed, found: { ...detailed.found, records: objects } };
    return readRecords(name, { candidate, args, pages: whole }, readOne);
  }

  async function readRecords<T>(
    name: ListName,
    {
      candidate,
      args,
      pages,
    }: { readonly candidate: Candidate; readonly args: Args } & {
      readonly pages: ReadPages;
    },
    readOne: Read<T>,
  ): Promise<Result<CallReading<T>, Failure>> {
    const { tool, kind, form } = candidate;
    const { found, unseen, isCounted } = pages;
    const known = {
      assumedKind: kind?.assumed,
      ...(name === 'alerts' && { assumedUnrated: true }),
      ...(WITH_MEMORY.has(name) && { [MEMORY_UNIT]: memoryUnitOf(tool.description) }),
      ...namedBy(form, args),
    };
    const legend = readLevelLegend(wordsAboutLevels(tool));
    const knowing = (record: unknown): unknown => {
      const assumedLevel = levelByLegend(record, legend);
      return assumeFacts({ ...known, assumedLevel }, wholeOf(name, record));
    };
    const { read, isBare } = readingBare(name, readOne);
    const knowingly: Read<T> = (record, now) => read(knowing(record), now);
    const from = { from: server, clock, what: name, read: knowingly };
    const list = await readList(found.records, from);
    if (!list.ok) return list;
    const strange = areOfKind(name, found.records)
      ? undefined
      : strangenessOf(name, list.value.value);
    if (strange !== undefined) return invalid(`${tool.name}: ${strange}`);
    const told = unreadAsUnseen({ ...list.value, unseen });
    return ok({
      isCounted,
      isBare: isBare(),
      records: found.records,
      kinds: kindsSeen(name, found.kinds ?? kindsOfForm(candidate), list.value.value),
      reading: isBare() ? withMissing(told, `no state of ${name}`) : told,
    });
  }

  return { read, ask };
}

const WITH_MEMORY: ReadonlySet<ListName> = new Set(['nodes', 'guests']);
const OF_NAMESPACES: ReadonlySet<ListName> = new Set(['pods', 'deployments', 'services']);

/** A record with the facts that stand in a text of it. */
function wholeOf(name: ListName, record: unknown): unknown {
  if (name === 'logs') return readLogText(record);
  if (name === 'guests') return assumeFacts(factsOfPath(record), record);
  if (name === 'pods' && typeof record === 'string') return { name: record };
  return OF_NAMESPACES.has(name) ? withNamespace(record) : record;
}

const withMissing = <T>(reading: Reading<T>, gap: string): Reading<T> => ({
  ...reading,
  missing: [...(reading.missing === undefined ? [] : [reading.missing]), gap].join(', '),
});

/** A record that could not be read counts as unseen. */
const unreadAsUnseen = <T>(reading: Reading<T>): Reading<T> =>
  reading.missing === undefined || reading.unseen ? reading : { ...reading, unseen: {} };

const isRefused = (answer: Tried<unknown>): boolean =>
  !answer.ok && answer.error.kind === 'refused';

/** One call for all who ask the same while it runs: several lists may come out of one answer. */
function shareCalls(server: ToolServer) {
  const running = new Map<string, ReturnType<ToolServer['callTool']>>();
  return (tool: string, args: Args): ReturnType<ToolServer['callTool']> => {
    const key = `${tool} ${JSON.stringify(args)}`;
    const asked =
      running.get(key) ?? server.callTool(tool, args).finally(() => running.delete(key));
    running.set(key, asked);
    return asked;
  };
}

/** Of some kinds at a venture only those that come of it are told. */
const kindsOfForm = ({ kind, form }: Candidate): readonly ItemKind[] | undefined =>
  form.isSample ? [] : kind && [kind];

/** A tool of one kind tells of that, unless there are others in it; one that names no kind tells of all. */
function kindsSeen(
  name: ListName,
  kinds: readonly ItemKind[] | undefined,
  things: readonly unknown[],
): readonly ItemKind[] {
  const all = kindsOf(name);
  if (!kinds) return all;
  const inRows = new Set(things.flatMap((thing) => recordReader(thing)?.text('kind') ?? []));
  return all.filter((kind) => kinds.includes(kind) || inRows.has(kind.assumed));
}
