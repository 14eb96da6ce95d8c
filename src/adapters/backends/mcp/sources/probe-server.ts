import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import { ok, type Result } from '../../../../core/result.ts';
import type { ToolList } from '../client/tool-list.ts';
import type { ToolServer } from '../client/tool-server.ts';
import type { AreaOfServer } from './area-of-server.ts';
import { callableAmong, rankedCandidates } from './candidates.ts';
import type { ToolChoice } from './chosen-tool.ts';
import { CONTRACT } from './contract.ts';
import { type ContractQuestion, createQuestions } from './contract-source.ts';
import { detect, kindName } from './detect.ts';
import { createGenericSource } from './generic-source.ts';
import { limitCalls } from './limit-calls.ts';
import { LISTS_OF_AREA } from './lists-of-area.ts';
import type { ListName } from './profile.ts';

/** The same bounds as for a server that has just been connected. */
const LIMITS = { calls: 12, ms: 10_000 };

const NO_TOOL = 'no tool that only reads looks like it';
const NOT_ASKED = `not asked: a probe is at most ${LIMITS.calls} calls and ${LIMITS.ms / 1000} s`;

/** The lists of one area that a server returns. */
export interface AreaProbe {
  readonly area: AreaOfServer;
  /** `unknown`, `contract` or the name of a profile. */
  readonly kind: string;
  /** One per list of the area; none for a server that is known. */
  readonly choices: readonly ToolChoice[];
}

export interface ServerProbe {
  readonly name: string;
  readonly version: string | undefined;
  readonly tools: number;
  readonly calls: number;
  /** The area that it tells most about comes first. */
  readonly areas: readonly AreaProbe[];
}

interface Dependencies {
  readonly server: ToolServer;
  readonly clock: Clock;
  readonly areas: readonly AreaOfServer[];
}

/** Finds out which areas a server could tell about, by its tools where they are known and by its answers otherwise. */
export async function probeServer(
  dependencies: Dependencies,
): Promise<Result<ServerProbe, Failure>> {
  const { server, clock, areas } = dependencies;
  const tools = await server.tools();
  if (!tools.ok) return tools;
  const list = tools.value;
  const counted = countCalls(server);
  const limited = limitCalls(counted.server, clock, LIMITS);
  const shared = shareAnswers(limited.server);

  const probes: AreaProbe[] = [];
  for (const area of areas) {
    const kind = kindName(detect(list, area));
    const isKnown = kind === 'contract' ? await obeys(area, { server: shared, clock, list }) : true;
    if (kind !== 'unknown' && isKnown) probes.push({ area, kind, choices: [] });
  }
  if (probes.length === 0) {
    for (const area of byCandidates(areas, list)) {
      const choices = await probeArea(area, { server: shared, clock, list });
      probes.push({ area, kind: 'unknown', choices });
    }
  }
  return ok({
    name: list.serverName,
    version: list.serverVersion,
    tools: list.tools.length,
    calls: counted.calls(),
    areas: probes.toSorted((one, other) => readBy(other) - readBy(one)),
  });
}

/** Counts the lists that a server tells of an area. */
export const readBy = ({ choices }: AreaProbe): number =>
  choices.filter(({ tools }) => tools.length > 0).length;

/** The calls go first to the area that most tools are named after. */
function byCandidates(
  areas: readonly AreaOfServer[],
  { tools, serverName }: ToolList,
): readonly AreaOfServer[] {
  const askable = callableAmong(tools, serverName);
  const isNamed = (name: ListName): boolean => {
    const { all, kinds } = rankedCandidates(name, askable);
    return all.length + kinds.size > 0;
  };
  const count = (area: AreaOfServer): number =>
    LISTS_OF_AREA[area].filter(([name]) => isNamed(name)).length;
  return areas.toSorted((one, other) => count(other) - count(one));
}

/** Is true when a server with the contract's tools answers as the contract requires. */
async function obeys(area: AreaOfServer, { server, clock, list }: AreaRequest): Promise<boolean> {
  const ask = createQuestions(server, clock);
  const mayBeAsked = new Set(callableAmong(list.tools).tools.map(({ tool }) => tool.name));
  const questions: readonly ContractQuestion<unknown>[] = Object.values(CONTRACT[area]);
  const asked = questions.filter(({ tool }) => mayBeAsked.has(tool));
  const answers = await Promise.all(asked.map((question) => ask(question)));
  return !answers.some((answer) => !answer.ok && answer.error.kind === 'invalid-response');
}

interface AreaRequest {
  readonly server: ToolServer;
  readonly clock: Clock;
  readonly list: ToolList;
}

async function probeArea(
  area: AreaOfServer,
  { server, clock, list }: AreaRequest,
): Promise<readonly ToolChoice[]> {
  const choices = new Map<ListName, ToolChoice>();
  const onToolChosen = (choice: ToolChoice): void => void choices.set(choice.list, choice);
  const source = createGenericSource(server, list, { clock, onToolChosen });
  const lists = LISTS_OF_AREA[area].map(([name, read]) => ({
    name,
    hasTools: source.list(name, read) !== undefined,
  }));
  await source.probe?.();
  return lists.map(({ name, hasTools }) => {
    const choice = choices.get(name);
    if (choice && !isCutShort(choice)) return choice;
    return { list: name, tools: [], lack: hasTools ? NOT_ASKED : NO_TOOL };
  });
}

/** A call that was not made has no cause. */
const isCutShort = ({ tools, lack }: ToolChoice): boolean =>
  tools.length === 0 && lack === 'timeout';

function countCalls(server: ToolServer) {
  let calls = 0;
  return {
    calls: () => calls,
    server: withCall(server, (...call) => {
      calls += 1;
      return server.callTool(...call);
    }),
  };
}

/** The same question of several areas is one call. */
function shareAnswers(server: ToolServer): ToolServer {
  const answers = new Map<string, ReturnType<ToolServer['callTool']>>();
  return withCall(server, (name, args, options) => {
    const key = JSON.stringify([name, args, options]);
    const answer = answers.get(key) ?? server.callTool(name, args, options);
    answers.set(key, answer);
    return answer;
  });
}

const withCall = (server: ToolServer, callTool: ToolServer['callTool']): ToolServer => ({
  service: server.service,
  source: server.source,
  tools: () => server.tools(),
  callTool,
});
