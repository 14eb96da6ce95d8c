import type { Desk } from '../actions/desk.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Area } from '../menu/area.ts';
import { FOUND } from '../menu/build-menu.ts';
import { type FoundThing, findByName } from '../menu/found.ts';
import type { Offer } from '../operation/offer.ts';
import type { Session } from './sessions.ts';
import type { Turn, Turns } from './turns.ts';

interface Parts {
  readonly desk: Desk;
  readonly areas: readonly Area[];
  readonly turns: Turns;
  readonly clock: Clock;
  readonly time: LocalTime;
}

/** What people want done, by a letter or by words: it goes to the desk, which asks them first. */
export interface Wishes {
  readonly propose: (offer: Offer, session: Session, person: PhoneNumber) => Promise<Turn> | Turn;
  /** What a text that begins with a verb asks for; nothing when it is about no thing of ours. */
  readonly act: (text: string, person: PhoneNumber) => Promise<Turn | undefined>;
}

/** A guest, a service and a deployment may share a name. */
const MOST_NAMESAKES = 4;

export function createWishes({ desk, areas, turns, clock, time }: Parts): Wishes {
  const { atHome, show, stay, utter, nowhere } = turns;

  async function propose(
    { action, input, label, wantsNumber }: Offer,
    session: Session,
    person: PhoneNumber,
    number?: string,
  ): Promise<Turn> {
    if (wantsNumber && number === undefined) {
      return stay(session, `Which number? Text ${label.toLowerCase()}, the name and a number.`);
    }
    return wishFor(
      { action, input: number === undefined ? input : { ...input, number } },
      session,
      person,
    );
  }

  async function wishFor(
    wish: Pick<Offer, 'action' | 'input'>,
    session: Session,
    person: PhoneNumber,
  ): Promise<Turn> {
    const said = await desk.propose({ ...wish, person, face: 'menu' });
    return { ...utter(session, said), kind: 'action' };
  }

  /** `ban 203.0.113.5` says all there is to say; `reboot plex` is about a thing with that name. */
  async function act(verb: string, words: string, person: PhoneNumber): Promise<Turn | undefined> {
    const wish = desk.literally(verb, words);
    if (wish) return wishFor(wish, atHome, person);
    const { name, number } = readTarget(words);
    const { things, failures } = await findByName(areas, name, clock);
    const namesakes = namesakesOf(things);
    const [first] = namesakes;
    const silent = failures.filter(({ kind }) => kind !== 'unseen');
    if (!first) return silent.length > 0 ? nowhere(name, failures, atHome) : undefined;
    const turn = (await actOn(namesakes, verb, person, number)) ?? cannotLook(namesakes);
    if (turn) return turn;
    const isOne = namesakes.length === 1;
    const { session } = await show(isOne ? first.opens : { screen: FOUND, subject: name });
    return stay(session, `${first.text}: nothing here can ${verb} it.`);
  }

  /** Nobody knows what can be done about something whose area is silent. */
  function cannotLook(things: readonly FoundThing[]): Turn | undefined {
    const [silent] = things.filter(({ failure }) => failure !== undefined);
    if (!silent?.failure) return undefined;
    const why = describeFailure(silent.failure, time);
    return stay(atHome, `${why}\n${silent.name} cannot be looked at now, nothing was done.`);
  }

  /** Asks about the first of them that this can be done to. */
  async function actOn(
    things: readonly FoundThing[],
    verb: string,
    person: PhoneNumber,
    number: string | undefined,
  ): Promise<Turn | undefined> {
    for (const thing of things) {
      const { session } = await show(thing.opens, { isSilent: thing.failure !== undefined });
      const offer = session.offers?.find((it) => it.verb === verb);
      if (offer) return propose(offer, session, person, number);
    }
    return undefined;
  }

  return {
    propose,
    async act(text, person) {
      const [verb = '', ...rest] = text.split(' ');
      return desk.verbs.has(verb) && rest.length > 0
        ? act(verb, rest.join(' '), person)
        : undefined;
    },
  };
}

/** The best of what was found, and others that go by its name. */
const namesakesOf = (things: readonly FoundThing[]): readonly FoundThing[] =>
  things
    .filter(({ name, shortName }) => [name, shortName].includes(things[0]?.name))
    .slice(0, MOST_NAMESAKES);

/** `sonarr to 2`, `sonarr 2` or `sonarr`. */
function readTarget(words: string): { name: string; number: string | undefined } {
  const [, name = words, number] = /^(.+) (?:to )?(\d{1,3})$/.exec(words) ?? [];
  return { name, number };
}
