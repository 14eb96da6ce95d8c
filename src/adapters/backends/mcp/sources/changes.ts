import type { Failure } from '../../../../core/failure.ts';
import { noSource } from '../../../../core/no-source.ts';
import { err, map, ok, type Result } from '../../../../core/result.ts';
import type { ToolServer } from '../client/tool-server.ts';
import type { ProfileActions } from './profile-actions.ts';

type Done = Promise<Result<void, Failure>>;
type Verbs<Verb> = Promise<ReadonlySet<Verb>>;

/** Puts a question to whatever answers for the server right now. */
type ChangeTool<Port> = <T>(
  use: (port: Port) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

/** The changes of the port that was chosen; a server that does not answer can do nothing. */
export const changesFor = <Changes>(
  choice: ChangeTool<{ readonly changes?: Changes | undefined }>,
  { service }: ToolServer,
) => ({
  async verbs<Verb>(ask: (changes: Changes) => Verbs<Verb>): Verbs<Verb> {
    const verbs = await choice(async ({ changes }) =>
      ok(changes ? await ask(changes) : new Set<Verb>()),
    );
    return verbs.ok ? verbs.value : new Set<Verb>();
  },
  act: (what: string, act: (changes: Changes) => Done): Done =>
    choice(async ({ changes }) => (changes ? act(changes) : err(noSource(service, what)))),
});

/** The changes that a server which implements the contract may support, all through one tool. */
export const contractChanges = <Verb>(
  server: ToolServer,
  tool: string,
  verbs: readonly Verb[],
) => ({
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
  actions: ProfileActions,
  thing: Parameters<ProfileActions['verbsFor']>[0] = {},
): Verbs<Verb> {
  const can = await actions.verbsFor(thing);
  return new Set(ours.filter((verb) => can.has(verb)));
}
