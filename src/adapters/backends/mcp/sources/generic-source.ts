import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import { noSource } from '../../../../core/no-source.ts';
import type { AsyncReading, Reading } from '../../../../core/reading.ts';
import { err, ok } from '../../../../core/result.ts';
import { joinUnseen } from '../../../../core/unseen.ts';
import type { Read } from '../../vendor-records/skip.ts';
import type { ToolList } from '../client/tool-list.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { createCandidateReader } from './candidate-reader.ts';
import { type Candidate, type Candidates, callableAmong, rankedCandidates } from './candidates.ts';
import { choose } from './choose-tools.ts';
import { describeLack, describeShape, keysOf, type OnToolChosen } from './chosen-tool.ts';
import { firewallTools, readFirewallState } from './firewall-state.ts';
import { kindsOf } from './kinds.ts';
import { limitCalls } from './limit-calls.ts';
import { labelOf } from './list-names.ts';
import { overviewsAmong } from './overviews.ts';
import { preferOverview } from './prefer-overview.ts';
import type { ListName } from './profile.ts';
import type { ReadCandidate, Tried } from './read-candidate.ts';
import { markUnseen } from './read-pages.ts';
import type { Source } from './source.ts';
import { splitBans } from './split-bans.ts';

type Reader = ReturnType<typeof createCandidateReader>;

/** How much a server is asked before anybody wants to know. */
const PROBE = { calls: 12, ms: 10_000 };

/** The tools found for one list; dropped when the server's tools change. */
type Plan = readonly Candidate[];

/**
 * A server on no list: the tools that look right, called only if they read, and believed only as far
 * as their answers can be read. Whatever comes of it is marked as a guess.
 */
export function createGenericSource(
  server: ToolServer,
  { tools, serverName }: ToolList,
  {
    clock,
    onToolChosen,
  }: { readonly clock: Clock; readonly onToolChosen?: OnToolChosen | undefined },
): Source {
  const askable = callableAmong(tools, serverName);
  const reader = createCandidateReader({ server, clock, askable });
  const plans = new Map<ListName, Plan>();
  const unplanned = new Map<ListName, (its: Reader) => Promise<unknown>>();
  const overviews = overviewsAmong(askable);
  const firewalls = firewallTools(askable);

  function list<T>(name: ListName, read: Read<T>) {
    const candidates = rankedCandidates(name, askable);
    if (isEmpty(candidates) && overviews.length === 0) return undefined;
    const readCandidate = (candidate: Candidate): Promise<Tried<T>> =>
      reader.read(name, candidate, read);

    const chooseBy = async (its: Reader): Promise<readonly Tried<T>[]> => {
      const readWith = (candidate: Candidate): Promise<Tried<T>> => its.read(name, candidate, read);
      const parts = name === 'rules' ? splitBans(candidates) : [candidates];
      const chosen = parts.map((part) => choose({ candidates: part, overviews, read: readWith }));
      const told = withoutRepeats((await Promise.all(chosen)).flat());
      const answers = await preferOverview(told, overviews, readWith);
      if (!plans.has(name)) remember(name, answers);
      return answers;
    };
    unplanned.set(name, chooseBy);
    const followPlan = async (plan: Plan): Promise<readonly Tried<T>[]> =>
      preferOverview(await Promise.all(plan.map(readCandidate)), overviews, readCandidate);

    return async (): AsyncReading<readonly T[]> => {
      const plan = plans.get(name);
      const answers = await (plan ? followPlan(plan) : chooseBy(reader));
      const answered = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
      if (answered.length === 0) return err(lackOf(name, candidates, failures));
      return ok(reading(name, answered, failures.length > 0));
    };
  }

  function remember(name: ListName, answers: readonly Tried<unknown>[]): void {
    const answered = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const [failure] = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    if (!failure && answered.length > 0)
      plans.set(
        name,
        answered.map(({ candidate }) => candidate),
      );
    onToolChosen?.({ ...describeChoice(name, answered), lack: failure && describeLack(failure) });
  }

  /** Finds out which tool tells what before anybody wants to know; one call at a time, so that whoever does can ask. */
  async function probe(): Promise<void> {
    const limited = limitCalls(server, clock, PROBE);
    const its = createCandidateReader({ server: limited.server, clock, askable });
    for (const [name, chooseBy] of unplanned) {
      if (limited.isSpent()) return;
      if (!plans.has(name)) await chooseBy(its);
    }
  }

  /** A tool that might have told it along with other things, and does not, is no source for it. */
  function lackOf(name: ListName, candidates: Candidates, [failure]: readonly Failure[]): Failure {
    return failure && !isEmpty(candidates) ? failure : noSource(server.service, labelOf(name));
  }

  /** The first tool that says so tells whether the firewall is on; where none does nothing is said of it. */
  async function isFirewallOn(): AsyncReading<boolean> {
    for (const { tool, form } of firewalls) {
      const answer = await reader.ask(tool.name, form.fixed);
      const value = answer.ok ? readFirewallState(answer.value) : undefined;
      if (value === undefined) continue;
      const missing = `best guess from ${tool.name}`;
      return ok({ value, asOf: clock.now(), source: server.source, missing });
    }
    return err(noSource(server.service, 'firewall state'));
  }

  return { isGuess: true, list, probe, answer: () => undefined, isFirewallOn };
}

/** A tool that is chosen for two parts of a list tells both at once. */
function withoutRepeats<T>(answers: readonly Tried<T>[]): readonly Tried<T>[] {
  const seen = new Set<string>();
  return answers.filter((answer) => {
    if (!answer.ok) return true;
    const { tool, form } = answer.value.candidate;
    const call = JSON.stringify([tool.name, form]);
    const isNew = !seen.has(call);
    seen.add(call);
    return isNew;
  });
}

const isEmpty = ({ all, kinds, described }: Candidates): boolean =>
  all.length + kinds.size + described.length === 0;

/** Joins the records of several tools to one list. */
function reading<T>(
  name: ListName,
  answered: readonly ReadCandidate<T>[],
  isPart: boolean,
): Reading<readonly T[]> {
  const value = answered.flatMap((it) => it.reading.value);
  const parts = answered.map((it) => ({
    seen: it.reading.value.length,
    unseen: it.reading.unseen,
  }));
  const seen = new Set(answered.flatMap(({ kinds }) => kinds.map(({ label }) => label)));
  const lacking = kindsOf(name).flatMap(({ label }) => (seen.has(label) ? [] : [label]));
  const unseen = joinUnseen([
    ...parts,
    ...(isPart || lacking.length > 0 ? [{ seen: 0, unseen: { kinds: lacking } }] : []),
  ]);
  const own = isPart ? unseen : (joinUnseen(parts) ?? unseen);
  const label = lacking.length > 0 ? [...seen].join(', ') : labelOf(name);
  const gap = own && markUnseen(value.length, own, label || labelOf(name));
  const guess = `best guess from ${[...new Set(answered.map((it) => it.candidate.tool.name))].join(', ')}`;
  const others = answered.flatMap((it) => it.reading.missing ?? []);
  return {
    value,
    asOf: Math.min(...answered.map((it) => it.reading.asOf)),
    source: answered[0]?.reading.source ?? '',
    missing: [guess, ...others, ...(gap === undefined ? [] : [gap])].join(', '),
    unseen,
  };
}

const describeChoice = <T>(name: ListName, answered: readonly ReadCandidate<T>[]) => ({
  list: name,
  tools: answered.map(({ candidate: { tool, form, isNamed, isNarrow }, args, records }) => ({
    name: tool.name,
    args: args ?? form.fixed,
    why: isNamed ? 'its name says so' : 'its answer holds them',
    isNarrow,
    saw: describeShape(records),
    keys: keysOf(records),
  })),
});
