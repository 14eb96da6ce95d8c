import type { Failure } from '../../../../core/failure.ts';
import { noSource } from '../../../../core/no-source.ts';
import { err, map, type Result } from '../../../../core/result.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { fillFacts, type IncompleteRecord } from './fill-facts.ts';
import type { ActionCall, Profile } from './profile.ts';

/** The changes that an item supports, and how they are made. */
export interface ProfileActions {
  readonly verbsFor: (thing: IncompleteRecord) => Promise<ReadonlySet<string>>;
  /** Sent once, whatever becomes of the answer. */
  readonly act: (verb: string, thing: IncompleteRecord) => Promise<Result<void, Failure>>;
}

/** Does what a profile knows how to do; never by the look of a tool. */
export function createProfileActions(server: ToolServer, profile: Profile): ProfileActions {
  const { actions = {}, through } = profile;

  async function find(verb: string, thing: IncompleteRecord) {
    const list = await server.tools();
    if (!list.ok) return undefined;
    const call = actions[verb]?.find(({ when = {} }) => isSo(when, thing));
    const tool = list.value.tools.find(({ name }) => name === call?.tool);
    return call && (tool || through) ? { call, tool } : undefined;
  }

  return {
    async verbsFor(thing) {
      const verbs = Object.keys(actions);
      const found = await Promise.all(verbs.map((verb) => find(verb, thing)));
      return new Set(verbs.filter((_, index) => found[index]));
    },

    async act(verb, thing) {
      const found = await find(verb, thing);
      if (!found) return err(noSource(server.service, verb));
      const { call, tool } = found;
      const args = fillFacts(call.args, thing, tool);
      const [name, given] = through
        ? [through.tool, { [through.name]: call.tool, [through.args]: args }]
        : [call.tool, args];
      return map(await server.callTool(name, given, { isAction: true }), () => undefined);
    },
  };
}

const isSo = (when: NonNullable<ActionCall['when']>, thing: IncompleteRecord): boolean =>
  Object.entries(when).every(([fact, value]) => thing[fact] === value);
