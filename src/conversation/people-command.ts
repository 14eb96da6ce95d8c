import { LOCK_OUT } from '../approvals/lock-out.ts';
import type { ReplyText } from '../approvals/reply-text.ts';
import type { LocalTime } from '../core/local-time.ts';
import { normalise } from '../menu/commands.ts';
import { describeInvoked, type Invoke } from '../operation/invoke.ts';
import { quoteName } from '../operation/quote-name.ts';
import { LOOK_ONLY, mayChange } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import { describePerson, type Person, parsePersonId } from '../people/person.ts';
import type { Suspensions } from '../people/suspensions.ts';
import type { Sender } from './replies.ts';

interface Dependencies {
  readonly people: People;
  readonly suspensions: Pick<Suspensions, 'since'>;
  readonly invoke: Invoke;
}

/** Answers `people`, `people off anna` and `people on anna`; `undefined` when a text is none of these. */
export type PeopleCommand = (sender: Sender, body: string) => Promise<ReplyText> | undefined;

const COMMAND = /^people(?: (off|on)(?: (.+))?)?$/;
const MAX_LISTED = 10;

export function createPeopleCommand(dependencies: Dependencies): PeopleCommand {
  const { people, suspensions, invoke } = dependencies;

  async function describe(person: Person, time: LocalTime): Promise<string> {
    const since = await suspensions.since(person);
    const isOff = since === undefined ? '' : `, locked out ${time.formatTime(since)}`;
    return `${describePerson(person)} ${person.role}${isOff}`;
  }

  async function list(time: LocalTime): Promise<string> {
    const listed = people.all.slice(0, MAX_LISTED);
    const shown = await Promise.all(listed.map((person) => describe(person, time)));
    const more = people.all.length - shown.length;
    const lines = more > 0 ? [...shown, `${more} more`] : shown;
    return [...lines, 'A lost phone: people off and the name.'].join('\n');
  }

  async function lockOut({ caller, time }: Sender, name: string): Promise<ReplyText> {
    const id = parsePersonId(name);
    const person = id.ok ? people.find(id.value) : undefined;
    if (!person) return { text: `Nobody is called ${quoteName(name)}.\n${await list(time)}` };
    if ((await suspensions.since(person)) !== undefined) {
      return { text: `${await describe(person, time)}.` };
    }
    return describeInvoked(await invoke(caller, LOCK_OUT, { person: person.id }), time);
  }

  async function carryOut(sender: Sender, [, word, name]: readonly string[]): Promise<ReplyText> {
    if (!mayChange(sender.caller)) return { text: LOOK_ONLY };
    if (word === 'on')
      return { text: 'Only the console lets people in again: sms-relay people on.' };
    return name === undefined ? { text: await list(sender.time) } : lockOut(sender, name);
  }

  return (sender, body) => {
    const command = COMMAND.exec(normalise(body));
    return command ? carryOut(sender, command) : undefined;
  };
}
