import type { Desk } from '../approvals/approvals.ts';
import type { Area } from '../areas/shared/area.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import { findWorst } from '../areas/shared/worst-problem.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Reply } from '../core/reply.ts';
import { advance, type Step } from '../menu/advance.ts';
import { normalise } from '../menu/commands.ts';
import { wayOn } from '../menu/footer.ts';
import { explain } from '../menu/help.ts';
import type { Menu, Place } from '../menu/menu.ts';
import { describeProblem } from '../operation/problem.ts';
import { toPages } from '../sms/fit.ts';
import type { Questions } from './assistant-routing.ts';
import { createWishes } from './change-requests.ts';
import type { ExpectOff } from './expected-off.ts';
import { createReaders, type Said as SaidWords } from './interpret-text.ts';
import { createTurns, type Late, missRow, type Texter, type Turn } from './replies.ts';
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
  /** Who may only look is offered nothing else. */
  readonly mayAct: (person: PhoneNumber) => boolean;
  /** Nothing when no model is set up. */
  readonly questions?: Questions | undefined;
  readonly expectOff?: ExpectOff | undefined;
}

export function createConversation(parts: Parts): Conversation {
  const { menu, areas, sessions, clock, time, desk, mayAct, questions, expectOff } = parts;
  const turns = createTurns({ menu, areas, mayAct, clock, time });
  const wishes = createWishes({ desk, areas, mayAct, turns, clock, time });
  const read = createReaders({ menu, areas, turns, wishes, clock, questions });
  const { atHome, show, loseTrack, goBack, turnPage, stay, utter } = turns;

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
  async function answer(text: string, session: Session, person: Person): Promise<Turn> {
    const { suggestions = [], ...here } = session;
    const body = suggestions[Number(normalise(text)) - 1] ?? text;
    const off = await expectOff?.(person.number, body);
    if (off !== undefined) return stay(here, off);
    const said = await desk.hear(person.number, body);
    if (said) return { ...utter(here, said), kind: 'code' };
    const words = normalise(body);
    const step = decide(here, words);
    if (leavesTalk(step, here)) questions?.forget(person.number);
    const texter: SaidWords = {
      number: person.number,
      session: here,
      body,
      words,
    };
    return step.do === 'look-up' ? read(texter) : take(step, texter, person);
  }

  /** Home ends a talk with Claude, and so does going back from it. */
  function leavesTalk(step: Step, { place }: Session): boolean {
    if (step.do === 'back') return place.screen === questions?.screen;
    return step.do === 'show' && step.place.screen === menu.home;
  }

  /** The whole name of something goes before the letters of a path: `k3s 1` is no row of the cluster. */
  function decide(session: Session, words: string): Step {
    const isName = words.includes(' ') && knownNames(areas).has(words);
    return isName ? { do: 'look-up', name: words } : advance(menu, session, words);
  }

  function take(
    step: Exclude<Step, { do: 'look-up' }>,
    texter: SaidWords,
    person: Person,
  ): Promise<Turn> | Turn {
    const { session, words } = texter;
    switch (step.do) {
      case 'show':
        return show(step.place, texter, { row: step.row });
      case 'back':
        return goBack(texter);
      case 'page':
        return turnPage(texter);
      case 'explain':
        return stay(session, explainHere(texter));
      case 'show-worst':
        return showWorst(texter);
      case 'miss-row':
        if (knownNames(areas).has(words)) return read(texter);
        if (person.isNew) return loseTrack(words, [], texter);
        return stay(session, missRow(session, step.number));
      case 'act':
        return wishes.propose(step.offer, texter);
      default:
        return step satisfies never;
    }
  }

  function explainHere({ number, session }: Texter): string {
    const { place, offers = [], rows } = session;
    const example = mayAct(number) ? exampleAt(place) : undefined;
    return explain(menu, {
      ...{ screen: place.screen, offers, rows, example },
      waiting: desk.waiting(number),
    });
  }

  /** Of the area that is open, or else of the first that has one. */
  function exampleAt({ screen }: Place): string | undefined {
    const able = areas.filter(({ actions = [] }) => actions.length > 0);
    const here = able.find(({ screens }) => screens[screen] !== undefined) ?? able[0];
    return here?.nameplate.example;
  }

  async function showWorst(texter: Texter): Promise<Turn> {
    const worst = await findWorst(areas, clock);
    if (!worst) return show({ screen: menu.home }, texter);
    // What shows the trouble may have been read before it began.
    areas.find(({ screens }) => screens[worst.opens.screen] !== undefined)?.expire?.();
    return show(worst.opens, texter, { note: `! ${describeProblem(worst)}\n` });
  }
}
