import type { Failure } from '../../../../core/failure.ts';
import { untold } from '../../../../core/no-source.ts';
import { err, map, ok, type Result } from '../../../../core/result.ts';
import type { ToolServer } from '../client/tool-server.ts';
import type { ThingActions } from './profile-actions.ts';

type Done = Promise<Result<void, Failure>>;
type Verbs<Verb> = Promise<ReadonlySet<Verb>>;

/** Puts a question to whatever answers for the server right now. */
type Choice<Port> = <T>(
  use: (port: Port) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

/** The deeds of the port that was chosen; a server that does not answer can do nothing. */
export const deedsOf = <Deeds>(
  choice: Choice<{ readonly deeds?: Deeds | undefined }>,
  { service }: ToolServer,
) => ({
  async verbs<Verb>(ask: (deeds: Deeds) => Verbs<Verb>): Verbs<Verb> {
    const verbs = await choice(async ({ deeds }) => ok(deeds ? await ask(deeds) : new Set<Verb>()));
    return verbs.ok ? verbs.value : new Set<Verb>();
  },
  act: (what: string, act: (deeds: Deeds) => Done): Done =>
    choice(async ({ deeds }) => (deeds ? act(deeds) : err(untold(service, what)))),
});

/** What a server that obeys our contract may let us do, all of it by one tool. */
export const contractDeeds = <Verb>(server: ToolServer, tool: string, verbs: readonly Verb[]) => ({
  async verbs(): Verbs<Verb> {
    const list = await server.tools();
    const can = list.ok && list.value.tools.some(({ name }) => name === tool);
    return new Set(can ? verbs : []);
  },
  act: async (args: object): Done =>
    map(await server.callTool(tool, args, { isAction: true }), () => undefined),
});

/** Those of our verbs that a known server has a tool for. */
export async function verbsAmong<Verb extends string>(
  ours: readonly Verb[],
  actions: ThingActions,
  thing: Parameters<ThingActions['verbsFor']>[0] = {},
): Verbs<Verb> {
  const can = await actions.verbsFor(thing);
  return new Set(ours.filter((verb) => can.has(verb)));
}
