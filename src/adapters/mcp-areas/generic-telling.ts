import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import type { Asked } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { joined } from '../../readings/joined.ts';
import { factsOf } from '../loose-data/facts.ts';
import { readList } from '../loose-data/read-list.ts';
import type { Read } from '../loose-data/skipped.ts';
import type { Tool, ToolList } from '../mcp-client/tool-list.ts';
import type { ToolServer } from '../mcp-client/tool-server.ts';
import { callableFor } from './candidates.ts';
import type { Form } from './fill-arguments.ts';
import { assumeFacts } from './fill-facts.ts';
import { findList } from './find-list.ts';
import { createLearnedNames } from './learned-names.ts';
import { NOUNS } from './nouns.ts';
import type { ListName } from './profile.ts';
import { wordsOf } from './read-only.ts';
import type { Telling } from './telling.ts';

const MOST_CALLS = 10;

/**
 * A server on no list: the tools that look right, called only if they read, and believed only as far
 * as their answers can be read. Whatever comes of it is marked as a guess.
 */
export function createGenericTelling(
  server: ToolServer,
  { tools }: ToolList,
  clock: Clock,
): Telling {
  const names = createLearnedNames(server, tools);

  /** Every set of arguments to call a tool with: once for each node, where it wants a node. */
  async function callsOf({ fixed, open }: Form): Promise<readonly Record<string, unknown>[]> {
    let calls: readonly Record<string, unknown>[] = [fixed];
    for (const [argument, unknown] of open) {
      const values = await names(unknown);
      calls = calls.flatMap((call) => values.map((value) => ({ ...call, [argument]: value })));
    }
    return calls.slice(0, MOST_CALLS);
  }

  function asks<T>(what: ListName, tool: Tool, form: Form, read: Read<T>) {
    const nouns = NOUNS[what];
    return async (args: Record<string, unknown>): Asked<readonly T[]> => {
      const answer = await server.callTool(tool.name, args);
      if (!answer.ok) return answer;
      const records = findList(answer.value, nouns);
      if (!records) return garbled(`${tool.name}: no list of ${what}`);
      const known = { ...assumed(tool), ...namedBy(form, args) };
      const knowing: Read<T> = (record, now) => read(assumeFacts(known, record), now);
      const list = await readList(records, { from: server, clock, what, read: knowing });
      if (!list.ok || areDistinct(list.value.value)) return list;
      return garbled(`${tool.name}: the same ${what} again and again`);
    };
  }

  const garbled = (cause: string): Result<never, Failure> =>
    err({ kind: 'garbled', service: server.service, cause });

  async function tryTool<T>(what: ListName, tool: Tool, form: Form, read: Read<T>) {
    const calls = await callsOf(form);
    const ask = asks(what, tool, form, read);
    const all = joined(calls.map((args, index) => [`${what} ${index + 1}`, () => ask(args)]));
    return all ? all() : garbled(`${tool.name}: nothing is known to ask it about`);
  }

  return {
    list(name, read) {
      const candidates = callableFor(
        NOUNS[name],
        tools.filter((tool) => !isOtherKind(name, tool)),
      );
      if (candidates.length === 0) return undefined;
      return async () => {
        let failure: Result<never, Failure> = garbled(`no tool lists ${name}`);
        for (const { tool, form } of candidates) {
          const answer = await tryTool(name, tool, form, read);
          if (answer.ok) return ok({ ...answer.value, partial: guess(tool, answer.value.partial) });
          failure = answer;
        }
        return failure;
      };
    },
    answer: () => undefined,
  };
}

/** Rules that find attacks, shape traffic or translate addresses keep nobody out. */
const OTHER_RULES =
  /^(?:detections?|ids|ips|suricata|snort|sigma|yara|wazuh|alerts?|alerting|correlations?|nat|qos)$/;

const isOtherKind = (name: ListName, { name: tool }: Tool): boolean =>
  name === 'rules' && wordsOf(tool).some((word) => OTHER_RULES.test(word));

/** A list of something else about our things, such as their disks, names each of them many times. */
function areDistinct(things: readonly unknown[]): boolean {
  const names = things.flatMap((thing) => {
    const facts = factsOf(thing);
    const [name, id] = [facts?.text('name'), facts?.text('id', 'ids')];
    return name === undefined ? [] : [`${facts?.text('namespace')}/${name}/${id}`];
  });
  return new Set(names).size === names.length;
}

const guess = ({ name }: Tool, partial: string | undefined): string =>
  [`best guess from ${name}`, partial].filter(Boolean).join(', ');

/** What a tool's own name says about everything it lists. */
function assumed({ name }: Tool): Readonly<Record<string, unknown>> {
  const words = wordsOf(name);
  if (words.some((word) => /^(?:lxcs?|containers?|cts?)$/.test(word))) return { type: 'lxc' };
  return words.some((word) => /^(?:vms?|machines?|qemu)$/.test(word)) ? { type: 'vm' } : {};
}

/** The node or namespace that was asked about is that of everything in the answer. */
const namedBy = ({ open }: Form, args: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(open.map(([argument, unknown]) => [unknown, args[argument]]));
