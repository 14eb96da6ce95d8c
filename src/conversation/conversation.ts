import type { Desk } from '../actions/desk.ts';
import { isAddressed } from '../assistant/asked.ts';
import { ASSISTANT } from '../assistant/screen.ts';
import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Reply } from '../core/reply.ts';
import { advance, type Step } from '../menu/advance.ts';
import type { Area } from '../menu/area.ts';
import { FOUND } from '../menu/build-menu.ts';
import { explain } from '../menu/explain.ts';
import { findByName } from '../menu/found.ts';
import type { Menu } from '../menu/menu.ts';
import { wayOn } from '../menu/way-on.ts';
import { findWorst } from '../menu/worst.ts';
import { describeProblem } from '../operation/problem.ts';
import { toPages } from '../sms/fit.ts';
import type { ExpectOff } from './expected-off.ts';
import { isQuestion } from './is-question.ts';
import type { Questions } from './questions.ts';
import type { Session, Sessions } from './sessions.ts';
import { createTurns, type Late, missRow, type Turn } from './turns.ts';
import { createWishes } from './wishes.ts';

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
  readonly expectOff?: ExpectOff | undefined;
}

/** What was texted, as it was and as a name. */
interface Words {
  readonly name: string;
  readonly body: string;
  readonly session: Session;
  readonly person: Person;
}

const BEHIND = 'Your last question still runs. This one is next.';

/** The answer to a question about nothing that is known never begins with OK: that would be a yes. */
const UNKNOWN = 'No known name in that. Overall: ';

export function createConversation(parts: Parts): Conversation {
  const { menu, areas, sessions, clock, time, desk, questions, expectOff } = parts;
  const turns = createTurns({ menu, areas, clock, time });
  const wishes = createWishes({ desk, areas, turns, clock, time });
  const { atHome, show, turnPage, stay, utter, nowhere } = turns;

  const pictures = (session: Session): Turn => ({
    ...stay(session, 'Pictures cannot be read here, only words.'),
    kind: 'picture',
  });

  return {
    async handle(from, { body, media }) {
      const known = sessions.get(from);
      const session = known ?? atHome;
      const person = { number: from, isNew: known === undefined };
      const turn =
        media > 0 && body.trim() === '' ? pictures(session) : await answer(body, session, person);
      sessions.set(from, turn.session);
      const { text, kind = 'menu', later } = turn;
      if (!later) return { text, kind };
      return { text, kind, later: later.then((said) => () => wordLate(from, said)) };
    },
  };

  /** An answer that was waited for: it moves nobody, and `+` reads on in it. */
  function wordLate(from: PhoneNumber, { text: words, wayOn: last, head }: Late): Reply {
    const session = sessions.get(from) ?? atHome;
    const here = last ?? wayOn(menu, session.place.screen, session);
    const [text, ...unread] = toPages(words, here, head);
    sessions.set(from, { ...session, unread });
    return { text };
  }

  /** A code or a no belongs to the question that was asked; everything else to the menu. */
  async function answer(body: string, session: Session, person: Person): Promise<Turn> {
    const off = await expectOff?.(person.number, body);
    if (off !== undefined) return stay(session, off);
    const said = await desk.hear(person.number, body);
    if (said) return { ...utter(session, said), kind: 'code' };
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
        return show(step.place, { row: step.row });
      case 'page':
        return turnPage(session);
      case 'explain':
        return stay(session, explain(menu, session.place.screen));
      case 'show-worst':
        return showWorst();
      case 'miss-row':
        return person.isNew
          ? show({ screen: menu.home })
          : stay(session, missRow(session, step.number));
      case 'act':
        return wishes.propose(step.offer, session, person.number);
      default:
        return step satisfies never;
    }
  }

  async function showWorst(): Promise<Turn> {
    const worst = await findWorst(areas, clock);
    if (!worst) return show({ screen: menu.home });
    return show(worst.opens, { note: `! ${describeProblem(worst)}\n` });
  }

  /** No word of the menu: a wish, a question, or the name of something; in doubt each in its turn. */
  async function lookUp(words: Words): Promise<Turn> {
    const { name, body, session, person } = words;
    const reply = await questions?.command(person.number, name);
    if (reply !== undefined) return stay(session, reply);
    if (desk.verbs.has(name)) return stay(session, `Text ${name} and a name, or open it first.`);
    const done = await wishes.act(name, person.number);
    if (done) return { kind: 'action', ...done };
    const question = questions?.certainly(body, session.place.screen);
    return question === undefined ? find(words) : ask(question, session, person);
  }

  function ask(question: string, before: Session, { number }: Person): Turn {
    if (!questions) throw new Error('nobody can be asked');
    const { isBehind, answer: later } = questions.ask(number, question);
    const { unread } = before;
    const place = { screen: questions.screen };
    const session: Session = { ...atHome, place, ...(unread && { unread }) };
    const turn: Turn = { session, kind: 'question', later };
    return isBehind ? { ...turn, text: BEHIND } : turn;
  }

  async function find(words: Words): Promise<Turn> {
    const { name, body } = words;
    const { things, mentioned, failures } = await findByName(areas, name, clock);
    const isForClaude = questions?.perhaps(body) ?? isAddressed(body);
    const found = things.length > 0 || isForClaude ? things : mentioned;
    const [first, second] = found;
    if (!first) return foundNothing(words, failures);
    const subject = found === things ? name : first.name;
    const turn = await show(second ? { screen: FOUND, subject } : first.opens, {
      isSilent: found.every(({ failure }) => failure !== undefined),
    });
    return { ...turn, kind: 'name' };
  }

  /** What is nobody's name may be a question, or the first thing that a person says. */
  function foundNothing(words: Words, failures: readonly Failure[]): Promise<Turn> | Turn {
    const { name, body, session, person } = words;
    if (questions?.perhaps(body)) return ask(body, session, person);
    if (!questions && isAddressed(body)) return show({ screen: ASSISTANT.name });
    if (!person.isNew) return nowhere(name, failures, session);
    return show({ screen: menu.home }, isQuestion(body) ? { note: UNKNOWN } : {});
  }
}
