import type { Desk, Said as Uttered } from '../actions/desk.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Reply } from '../core/reply.ts';
import { advance, type Step } from '../menu/advance.ts';
import type { Area, Thing } from '../menu/area.ts';
import { FOUND } from '../menu/build-menu.ts';
import { explain } from '../menu/explain.ts';
import { findByName } from '../menu/found.ts';
import { type Menu, type Place, screenOf } from '../menu/menu.ts';
import { wayOn } from '../menu/way-on.ts';
import type { Offer } from '../operation/offer.ts';
import { toPages } from '../sms/fit.ts';
import { bodyOf, headOf } from './page.ts';
import type { Questions } from './questions.ts';
import type { Session, Sessions } from './sessions.ts';

interface Person {
  readonly number: PhoneNumber;
  /** Nobody remembers where they were. */
  readonly isNew: boolean;
}

/** What a person sent: words, and how many pictures. */
export interface Said {
  readonly body: string;
  readonly media: number;
}

export interface Conversation {
  /** Answer one text. Texts of one person must come here one after another. */
  readonly handle: (from: PhoneNumber, said: Said) => Promise<Reply>;
}

interface Parts {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly desk: Desk;
  /** Nothing when no model is set up. */
  readonly questions?: Questions | undefined;
}

/** An answer that was waited for, and what every page of it begins with. */
interface Late extends Uttered {
  readonly head?: string;
}

/** What one text leads to: where the person is now, and what they read. */
interface Turn {
  readonly session: Session;
  readonly text?: string;
  /** The answer to a question, still to come. */
  readonly later?: Promise<Late>;
}

/** What was texted, as it was and as a name. */
interface Words {
  readonly name: string;
  readonly body: string;
  readonly session: Session;
  readonly person: Person;
}

const BEHIND = 'Your last question still runs. This one is next.';

/** A guest, a service and a deployment may share a name. */
const MOST_NAMESAKES = 4;

/** Longer texts are sentences, not names of things. */
const LONGEST_NAME = 60;

export function createConversation(parts: Parts): Conversation {
  const { menu, areas, sessions, clock, time, desk, questions } = parts;
  const atHome: Session = { place: { screen: menu.home }, rows: [], pages: [], page: 0 };

  return {
    async handle(from, { body, media }) {
      const known = sessions.get(from);
      const session = known ?? atHome;
      const person = { number: from, isNew: known === undefined };
      const turn =
        media > 0 && body.trim() === ''
          ? stay(session, 'Pictures cannot be read here, only words.')
          : await answer(body, session, person);
      sessions.set(from, turn.session);
      const { text, later } = turn;
      return later ? { text, later: later.then((said) => () => wordLate(from, said)) } : { text };
    },
  };

  /** An answer that was waited for: it moves nobody, and `+` reads on in it. */
  function wordLate(from: PhoneNumber, { text: words, wayOn: last, head }: Late): Reply {
    const session = sessions.get(from) ?? atHome;
    const pages = toPages(words, last ?? wayOn(menu, session.place.screen, session), head);
    sessions.set(from, { ...session, pages, page: 0 });
    return { text: pages[0] };
  }

  /** A code or a no belongs to the question that was asked; everything else to the menu. */
  async function answer(body: string, session: Session, person: Person): Promise<Turn> {
    const said = await desk.hear(person.number, body);
    if (said) return utter(session, said);
    const step = advance(menu, session, body);
    if (step.do === 'show' && step.place.screen === menu.home) questions?.forget(person.number);
    return step.do === 'look-up'
      ? lookUp({ name: step.name, body, session, person })
      : take(step, session, person);
  }

  function take(
    step: Exclude<Step, { do: 'look-up' }>,
    session: Session,
    person: Person,
  ): Promise<Turn> | Turn {
    switch (step.do) {
      case 'show':
        return show(step.place, step.row);
      case 'page':
        return turnPage(session);
      case 'explain':
        return stay(session, explain(menu, session.place.screen));
      case 'miss-row':
        return person.isNew
          ? show({ screen: menu.home })
          : stay(session, missRow(session, step.number));
      case 'act':
        return propose(step.offer, session, person);
      default:
        return step satisfies never;
    }
  }

  async function show(place: Place, row?: string): Promise<Turn> {
    const screen = screenOf(menu, place.screen);
    const view = await screen.view(place.subject);
    const rows = view.ok ? view.value.rows.map(({ opens }) => opens) : [];
    const offers = view.ok ? (view.value.offers ?? []) : [];
    const last = wayOn(menu, place.screen, { rows, offers });
    const pages = toPages(bodyOf(view, time), last, headOf(screen));
    const session: Session = { place, rows, offers, pages, page: 0 };
    if (row === undefined) return { session, text: pages[0] ?? '' };

    const chosen = rows[Number(row) - 1];
    return chosen ? show(chosen) : stay(session, missRow(session, row));
  }

  function turnPage(session: Session): Promise<Turn> | Turn {
    if (session.pages.length === 0) return show(session.place);
    const page = session.page + 1;
    const text = session.pages[page];
    return text === undefined
      ? stay(session, 'That was all.')
      : { session: { ...session, page }, text };
  }

  /** Say something without moving. */
  function stay(session: Session, note: string): Turn {
    return utter(session, { text: note });
  }

  /** Words that are not of the menu; their own last line goes before that of the screen. */
  function utter(session: Session, { text: words, wayOn: last }: Uttered): Turn {
    const [text = ''] = toPages(words, last ?? wayOn(menu, session.place.screen, session));
    return { session, text };
  }

  async function propose(
    { action, input, label, wantsNumber }: Offer,
    session: Session,
    person: Person,
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
    person: Person,
  ): Promise<Turn> {
    const said = await desk.propose({ ...wish, person: person.number, face: 'menu' });
    return utter(session, said);
  }

  /** `ban 203.0.113.5` says all there is to say; `reboot plex` is about a thing with that name. */
  async function act(verb: string, words: string, person: Person): Promise<Turn | undefined> {
    const wish = desk.literally(verb, words);
    if (wish) return wishFor(wish, atHome, person);
    const [, name = words, number] = /^(.+) (?:to )?(\d{1,3})$/.exec(words) ?? [];
    const { things, failures } = await findByName(areas, name, clock);
    const namesakes = things.filter((it) => it.name === things[0]?.name).slice(0, MOST_NAMESAKES);
    const [first, second] = namesakes;
    if (!first) return failures.length > 0 ? nowhere(name, failures, atHome) : undefined;
    const turn = await actOn(namesakes, verb, person, number);
    if (turn) return turn;
    const { session } = await show(second ? { screen: FOUND, subject: name } : first.opens);
    return stay(session, `${first.text}: nothing here can ${verb} it.`);
  }

  /** Asks about the first of them that this can be done to. */
  async function actOn(
    things: readonly Thing[],
    verb: string,
    person: Person,
    number: string | undefined,
  ): Promise<Turn | undefined> {
    for (const { opens } of things) {
      const { session } = await show(opens);
      const offer = session.offers?.find((it) => it.verb === verb);
      if (offer) return propose(offer, session, person, number);
    }
    return undefined;
  }

  /** No word of the menu: a wish, a question, or the name of something; in doubt each in its turn. */
  async function lookUp(words: Words): Promise<Turn> {
    const { name, body, session, person } = words;
    const reply = questions?.command(person.number, name);
    if (reply !== undefined) return stay(session, reply);
    if (desk.verbs.has(name)) return stay(session, `Text ${name} and a name, or open it first.`);
    const [verb = '', ...rest] = name.split(' ');
    const done =
      desk.verbs.has(verb) && rest.length > 0 ? await act(verb, rest.join(' '), person) : undefined;
    if (done) return done;
    const question = questions?.certainly(body, session.place.screen);
    return question === undefined ? find(words) : ask(question, session, person);
  }

  function ask(question: string, before: Session, { number }: Person): Turn {
    if (!questions) throw new Error('nobody can be asked');
    const { isBehind, answer: later } = questions.ask(number, question);
    const { pages, page } = before;
    const session: Session = { ...atHome, place: { screen: questions.screen }, pages, page };
    return isBehind ? { session, text: BEHIND, later } : { session, later };
  }

  async function find({ name, body, session, person }: Words): Promise<Turn> {
    const isName = name.length > 1 && name.length <= LONGEST_NAME;
    const { things, failures } = isName
      ? await findByName(areas, name, clock)
      : { things: [], failures: [] };
    const [first, second] = things;
    if (second) return show({ screen: FOUND, subject: name });
    if (first) return show(first.opens);
    if (questions?.perhaps(body)) return ask(body, session, person);
    if (person.isNew) return show({ screen: menu.home });

    return nowhere(name, failures, session);
  }

  function nowhere(name: string, failures: readonly Failure[], session: Session): Turn {
    const silent = failures.map((failure) => describeFailure(failure, time));
    return stay(session, [`${quote(name)} means nothing here. ? for help.`, ...silent].join('\n'));
  }
}

const missRow = ({ rows }: Session, number: string): string =>
  rows.length === 0
    ? `Nothing is numbered ${number} here.`
    : `No ${number} here, 1 to ${rows.length}.`;

const quote = (text: string): string => `"${text.length > 24 ? `${text.slice(0, 21)}...` : text}"`;
