import { configLineFor, type ToolChoice } from '../adapters/backends/mcp/sources/chosen-tool.ts';
import type { AreaName } from '../config/areas.ts';
import type { GuessedSource } from '../doctor/guessed-source.ts';
import { oneLine } from '../doctor/print-report.ts';
import type { Health } from '../http/health.ts';
import type { Connected } from './areas.ts';

const MAX_WORDS = 300;
const MAX_LINE_LENGTH = 1000;
/** Names of arguments that may hold secrets. */
const CONFIDENTIAL = /pass|secret|token|key|credential|auth/i;

/** Returns what was chosen on a server that is read by guess, list by list; empty for one that is known. */
export const guessedSources = ({ area, choices }: Connected): readonly GuessedSource[] =>
  [...choices.values()].map((choice) => describe(area, choice));

function describe(area: AreaName, choice: ToolChoice): GuessedSource {
  const { list, tools, lack } = choice;
  const isNarrow = tools.some((tool) => tool.isNarrow);
  return {
    list,
    tool: tools.length > 0 ? bounded(tools.map(({ name }) => name).join(', ')) : undefined,
    why: bounded([...new Set(tools.map(({ why }) => why))].join(', ')),
    saw: bounded(tools.map(({ saw }) => saw).join('; ')) + (isNarrow ? ', maybe more' : ''),
    lack: lack === undefined ? undefined : bounded(lack),
    line: lineFor(area, choice),
  };
}

function lineFor(area: AreaName, choice: ToolChoice): string | undefined {
  const isOpen = choice.tools.every(
    ({ args }) => !Object.keys(args).some((name) => CONFIDENTIAL.test(name)),
  );
  const line = isOpen ? configLineFor(area, choice) : undefined;
  return line !== undefined && line.length <= MAX_LINE_LENGTH ? line : undefined;
}

const bounded = (words: string): string => oneLine(words).slice(0, MAX_WORDS);

/**
 * Returns the field `sources` of `/health`, by server and list; empty where nothing is guessed. The words of the server
 * are left out, because /health needs no key.
 */
export function describeSources(connected: readonly Connected[]): Pick<Health, 'sources'> {
  const servers = connected.flatMap((it) => {
    const lists = guessedSources(it);
    return lists.length === 0 ? [] : [[it.server.service, byList(lists)] as const];
  });
  return servers.length === 0 ? {} : { sources: Object.fromEntries(servers) };
}

const byList = (lists: readonly GuessedSource[]): Readonly<Record<string, object>> =>
  Object.fromEntries<object>(lists.map((it) => [it.list, toHealthEntry(it)]));

const toHealthEntry = ({ tool, why, saw, line }: GuessedSource): object =>
  tool === undefined
    ? { lack: 'no tool provides it; the doctor shows why' }
    : { tool, why, saw, ...(line !== undefined && { config: line }) };
