import type { Approvals } from '../approvals/approvals.ts';
import type { Area } from '../areas/shared/area.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import { findWorst } from '../areas/shared/worst-problem.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Reply } from '../core/reply.ts';
import { advance, type MenuStep } from '../menu/advance.ts';
import { normalise } from '../menu/commands.ts';
import { footer } from '../menu/footer.ts';
import { formatHelp } from '../menu/help.ts';
import type { Location, Menu } from '../menu/menu.ts';
import { describeProblem } from '../operation/problem.ts';
import { toPages } from '../sms/fit.ts';
import type { AssistantRouting } from './assistant-routing.ts';
import { createChangeRequests } from './change-requests.ts';
import type { ExpectOff } from './expected-off.ts';
import { createInterpreter, type UnclearText as SaidWords } from './interpret-text.ts';
import {
  createReplyBuilder,
  noSuchRow,
  type PendingReply,
  type StepResult,
  type Texter,
} from './replies.ts';
import type { Session, Sessions } from './sessions.ts';

interface Person {
  readonly number: PhoneNumber;
  /** Nobody remembers where they were. */
  readonly isNew: boolean;
}

/** What a person sent: words, and how many pictures. */
export interface ReceivedText {
  readonly body: string;
  readonly media: number;
}

export interface Conversation {
  /** Answer one text. Texts of one person must come here one after another. */
  readonly handle: (from: PhoneNumber, said: ReceivedText) => Promise<Reply>;
}

interface Dependencies {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly approvals: Approvals;
  /** Who may only look is offered nothing else. */
  readonly mayAct: (person: PhoneNumber) => boolean;
  /** Nothing when no model is set up. */
  readonly questions?: AssistantRouting | undefined;
  readonly expectOff?: ExpectOff | undefined;
}

export function createConversation(parts: Dependencies): Conversation {
  const { menu, areas, sessions, clock, time, approvals, mayAct, questions, expectOff } = parts;
  const turns = createReplyBuilder({ menu, areas, mayAct, clock, time });
  const changeRequests = createChangeRequests({ approvals, areas, mayAct, turns, clock, time });
  const read = createInterpreter({ menu, areas, turns, changeRequests, clock, questions });
  const { homeSession, show, replyUnknown, goBack, turnPage, replyInPlace, replyWith } = turns;

  const pictures = (session: Session): StepResult => ({
    ...replyInPlace(session, 'Pictures cannot be read here, only words.'),
    kind: 'picture',
  });

  return {
    async handle(from, { body, media }) {
      const known = sessions.get(from);
      const session = known ?? homeSession;
      const person = { number: from, isNew: known === undefined };
      const turn =
        media > 0 && body.trim() === '' ? pictures(session) : await answer(body, session, person);
      sessions.set(from, turn.session);
      const { text, kind = 'menu', later } = turn;
      if (!later) return { text, kind };
      return { text, kind, pending: later.then((said) => () => wordLate(from, said)) };
    },
  };

  /** An answer that was waited for: it moves nobody, and `+` reads on in it. */
  function wordLate(from: PhoneNumber, { text: words, wayOn: last, head }: PendingReply): Reply {
    const session = sessions.get(from) ?? homeSession;
    const here = last ?? footer(menu, session.place.screen, session);
    const [text, ...unread] = toPages(words, here, head);
    sessions.set(from, { ...session, unread });
    return { text };
  }

  /** A code or a no belongs to the question that was asked; everything else to the menu. */
  async function answer(text: string, session: Session, person: Person): Promise<StepResult> {
    const { suggestions = [], ...here } = session;
    const body = suggestions[Number(normalise(text)) - 1] ?? text;
    const off = await expectOff?.(person.number, body);
    if (off !== undefined) return replyInPlace(here, off);
    const said = await approvals.handleReply(person.number, body);
    if (said) return { ...replyWith(here, said), kind: 'code' };
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
  function leavesTalk(step: MenuStep, { place }: Session): boolean {
    if (step.do === 'back') return place.screen === questions?.screen;
    return step.do === 'show' && step.place.screen === menu.home;
  }

  /** The whole name of something goes before the letters of a path: `k3s 1` is no row of the cluster. */
  function decide(session: Session, words: string): MenuStep {
    const isName = words.includes(' ') && knownNames(areas).has(words);
    return isName ? { do: 'look-up', name: words } : advance(menu, session, words);
  }

  function take(
    step: Exclude<MenuStep, { do: 'look-up' }>,
    texter: SaidWords,
    person: Person,
  ): Promise<StepResult> | StepResult {
    const { session, words } = texter;
    switch (step.do) {
      case 'show':
        return show(step.place, texter, { row: step.row });
      case 'back':
        return goBack(texter);
      case 'page':
        return turnPage(texter);
      case 'explain':
        return replyInPlace(session, explainHere(texter));
      case 'show-worst':
        return showWorst(texter);
      case 'miss-row':
        if (knownNames(areas).has(words)) return read(texter);
        if (person.isNew) return replyUnknown(words, [], texter);
        return replyInPlace(session, noSuchRow(session, step.number));
      case 'act':
        return changeRequests.requestChange(step.offer, texter);
      default:
        return step satisfies never;
    }
  }

  function explainHere({ number, session }: Texter): string {
    const { place, offers = [], rows } = session;
    const example = mayAct(number) ? exampleAt(place) : undefined;
    return formatHelp(menu, {
      ...{ screen: place.screen, offers, rows, example },
      waiting: approvals.waiting(number),
    });
  }

  /** Of the area that is open, or else of the first that has one. */
  function exampleAt({ screen }: Location): string | undefined {
    const able = areas.filter(({ actions = [] }) => actions.length > 0);
    const here = able.find(({ screens }) => screens[screen] !== undefined) ?? able[0];
    return here?.info.example;
  }

  async function showWorst(texter: Texter): Promise<StepResult> {
    const worst = await findWorst(areas, clock);
    if (!worst) return show({ screen: menu.home }, texter);
    // What shows the trouble may have been read before it began.
    areas.find(({ screens }) => screens[worst.opens.screen] !== undefined)?.expire?.();
    return show(worst.opens, texter, { note: `! ${describeProblem(worst)}\n` });
  }
}
