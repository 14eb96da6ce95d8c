import { concatLists } from '../../../../areas/shared/join-lists.ts';
import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import type { AsyncReading } from '../../../../core/reading.ts';
import { err, ok, type Result } from '../../../../core/result.ts';
import { readList } from '../../vendor-records/read-list.ts';
import type { Read } from '../../vendor-records/skip.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { checkShape } from './check-shape.ts';
import { assumeFacts, fillFacts } from './fill-facts.ts';
import { at, findList } from './find-list.ts';
import { mapData } from './mapping.ts';
import type { Call, Profile } from './profile.ts';
import { createProfileActions } from './profile-actions.ts';
import type { Source } from './source.ts';

/** A server that is known: its profile says what to call, and where in the answers the things are. */
export function createProfileSource(server: ToolServer, profile: Profile, clock: Clock): Source {
  const learned = new Map<string, Promise<Result<unknown, Failure>>>();

  async function call({ tool, args = {}, map }: Call): Promise<Result<unknown, Failure>> {
    const filled = await fill(args);
    if (!filled.ok) return filled;
    const { through } = profile;
    const answer = through
      ? await server.callTool(through.tool, { [through.name]: tool, [through.args]: filled.value })
      : await server.callTool(tool, filled.value);
    return answer.ok ? mapData(answer.value, { tool, map }, server.service) : answer;
  }

  const invalid = (cause: string): Result<never, Failure> =>
    err({ kind: 'invalid-response', service: server.service, cause });

  /** Arguments that the server has to be asked for first are asked for once. */
  async function fill(args: NonNullable<Call['args']>): Promise<Result<object, Failure>> {
    const filled: Record<string, unknown> = { ...args };
    for (const [name, value] of Object.entries(args)) {
      const lesson = typeof value === 'string' && profile.learn?.[value.replace(/^\$/, '')];
      if (!lesson) continue;
      const known = await learn(String(value), lesson);
      if (!known.ok) return known;
      filled[name] = known.value;
    }
    return ok(filled);
  }

  function learn(name: string, lesson: Call): Promise<Result<unknown, Failure>> {
    const asked = learned.get(name) ?? askFor(lesson);
    learned.set(name, asked);
    void asked.then((answer) => answer.ok || learned.delete(name));
    return asked;
  }

  async function askFor(lesson: Call): Promise<Result<unknown, Failure>> {
    const answer = await call(lesson);
    if (!answer.ok) return answer;
    const found = at(answer.value, lesson.path ?? '');
    const first: unknown = Array.isArray(found) ? found[0] : found;
    return first === undefined ? invalid(`${lesson.tool}: nothing at ${lesson.path}`) : ok(first);
  }

  const ask =
    <T>(what: string, one: Call, read: Read<T>) =>
    async (): AsyncReading<readonly T[]> => {
      const answer = await call(one);
      if (!answer.ok) return answer;
      const records = findList(answer.value, [what], one.path);
      if (!records) return invalid(`${one.tool}: no list of ${what}`);
      const { assume, max } = one;
      const assuming: Read<T> = (record, now) => read(assumeFacts(assume, record), now);
      return readList(records, {
        from: server,
        clock,
        what,
        read: assume ? assuming : read,
        max,
      });
    };

  return {
    list(name, read) {
      const calls = profile.lists[name] ?? [];
      const areKinds = calls.every(({ assume }) => assume !== undefined);
      return concatLists(
        calls.map((one) => [one.assume ? kindOf(one) : name, ask(name, one, read)]),
        { areKinds },
      );
    },

    answer(name, shape) {
      const own = profile.answers?.[name];
      if (!own) return undefined;
      return async () => {
        const answer = await call(own);
        return answer.ok
          ? checkShape(answer.value, shape, { server, clock, tool: own.tool })
          : answer;
      };
    },

    ...(profile.ports && {
      ports: (gear, read) => {
        const { ports = { tool: '' } } = profile;
        const args = fillFacts(ports.args ?? {}, gear);
        return ask('ports', { ...ports, args }, read)();
      },
    }),

    ...(profile.actions && { actions: createProfileActions(server, profile) }),

    ...(profile.log && {
      async log(pod) {
        const { tool = '', args } = profile.log ?? {};
        const answer = await server.callTool(tool, { ...args, ...pod }, { asText: true });
        if (!answer.ok) return answer;
        return ok({ value: String(answer.value), asOf: clock.now(), source: server.source });
      },
    }),
  };
}

/** Several calls for one list are for its kinds, which is what is missing when one of them fails. */
const kindOf = ({ assume }: Call): string => (assume?.['type'] === 'lxc' ? 'LXC' : 'VMs');
