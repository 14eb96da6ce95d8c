import type { AnswerAlertText } from '../alerts/answer-text.ts';
import { parseAnswer } from '../alerts/parse-answer.ts';
import type { Approvals } from '../approvals/approvals.ts';
import type { Area } from '../areas/shared/area.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import { findWorst } from '../areas/shared/worst-problem.ts';
import type { Clock } from '../core/clock.ts';
import type { Exchange, Reply } from '../core/reply.ts';
import { advance, type MenuStep } from '../menu/advance.ts';
import { normalise } from '../menu/commands.ts';
import { footer } from '../menu/footer.ts';
import { formatHelp } from '../menu/help.ts';
import type { Location, Menu } from '../menu/menu.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { Invoke } from '../operation/invoke.ts';
import { describeProblem } from '../operation/problem.ts';
import { type Caller, mayChange } from '../people/caller.ts';
import type { PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import { createAlertReplies } from './alert-replies.ts';
import { ALERTS } from './alerts-screen.ts';
import type { AssistantRouting } from './assistant-routing.ts';
import { createChangeRequests } from './change-requests.ts';
import type { ExpectOff } from './expected-off.ts';
import { createInterpreter, type UnclearText } from './interpret-text.ts';
import type { PeopleCommand } from './people-command.ts';
import {
  createReplyBuilder,
  noSuchRow,
  type PendingReply,
  type Sender,
  type StepResult,
  type Texter,
} from './replies.ts';
import { afterReading, type Session, type Sessions } from './sessions.ts';

interface AnySender extends Sender {
  /** True when no session is stored for them. */
  readonly isNew: boolean;
  readonly secured: () => Promise<void>;
}

/** The content of one incoming text: its words, and the number of pictures. */
export interface ReceivedText {
  readonly body: string;
  readonly media: number;
}

/** Steps that change nothing but the place of a person. */
const WITHOUT_EFFECT: ReadonlySet<MenuStep['do']> = new Set([
  'show',
  'back',
  'page',
  'explain',
  'show-worst',
]);

export interface Conversation {
  /**
   * Answers one text. Texts of one person must be handled one after another. `secured` resolves when the text is on the
   * disk; whatever has an effect outside of the process waits for that.
   */
  readonly handle: (
    person: PersonId,
    text: ReceivedText,
    secured: () => Promise<void>,
  ) => Promise<Exchange>;
}

interface Dependencies {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  readonly approvals: Pick<Approvals, 'handleReply' | 'mayBeReply' | 'waiting'>;
  readonly catalogue: Catalogue;
  readonly invoke: Invoke;
  /** Returns what somebody who texts may do at this moment. */
  readonly callerOf: (person: PersonId) => Caller;
  /** `undefined` when no model is set up. */
  readonly questions?: AssistantRouting | undefined;
  readonly expectOff?: ExpectOff | undefined;
  readonly peopleCommand?: PeopleCommand | undefined;
  readonly answerAlert?: AnswerAlertText | undefined;
  /** Called before somebody gets the list of alerts. */
  readonly onAlertsListed?: ((person: PersonId) => Promise<void>) | undefined;
}

export function createConversation(dependencies: Dependencies): Conversation {
  const { menu, areas, sessions, clock, timeOf, approvals, callerOf, questions } = dependencies;
  const { expectOff, peopleCommand, answerAlert, catalogue, invoke } = dependencies;
  const replies = createReplyBuilder({ menu, areas, catalogue, invoke, clock });
  const replyAboutAlert = answerAlert && createAlertReplies({ answerAlert, invoke, replies });
  const changeRequests = createChangeRequests({ catalogue, invoke, areas, replies, clock });
  const interpret = createInterpreter({ menu, areas, replies, changeRequests, clock, questions });
  const { homeSession, show, replyUnknown, goBack, turnPage, replyInPlace, replyWith } = replies;

  const pictures = (session: Session): StepResult => ({
    ...replyInPlace(session, 'Pictures cannot be read here, only words.'),
    kind: 'picture',
  });

  return {
    async handle(id, { body, media }, secured) {
      const found = sessions.get(id);
      const known = found instanceof Promise ? await found : found;
      const session = known ?? homeSession;
      const isNew = known === undefined;
      const sender = { caller: callerOf(id), time: timeOf(id), isNew, secured };
      const result =
        media > 0 && body.trim() === '' ? pictures(session) : await answer(body, session, sender);
      const { session: reached, reply, offset, kind = 'menu', later } = result;
      if (reached.place.screen === ALERTS.name) await dependencies.onAlertsListed?.(id);
      const pending = later?.then((words) => () => delayedReply(id, words));
      const move = moveOf(id, reached, reply);
      return { reply, offset, kind, pending, move };
    },
  };

  /** Words an answer that took longer. The person stays where they are, and `+` continues it. */
  async function delayedReply(
    id: PersonId,
    { text: body, footer: last, head }: PendingReply,
  ): Promise<Exchange> {
    const session = (await sessions.get(id)) ?? homeSession;
    const reply = { head, body, footer: last ?? footer(menu, session.place.screen, session) };
    const reached: Session = { ...session, unread: { reply } };
    return { reply, move: moveOf(id, reached, reply) };
  }

  function moveOf(id: PersonId, reached: Session, reply: Reply | undefined): Exchange['move'] {
    return (next) => {
      const session = afterReading(reached, reply, next);
      return { row: sessions.rowOf?.(id, session), apply: () => sessions.set(id, session) };
    };
  }

  async function answer(text: string, session: Session, sender: AnySender): Promise<StepResult> {
    const { body, here } = pickSuggestion(text, session);
    const { caller, time } = sender;
    const words = normalise(body);
    const step = decide(here, words);
    const isLeaving = leavesDialogue(step, here);
    const mayBeAnswer = isLikeAnswer(body);
    if (mayBeAnswer || isLeaving || !WITHOUT_EFFECT.has(step.do)) await sender.secured();
    const command = handleCommand(body, here, sender);
    if (command) return command;
    const result = mayBeAnswer ? await handleAnswer(body, here, sender, step) : undefined;
    if (result) return result;
    if (isLeaving) await questions?.forget(caller.id);
    const texter: UnclearText = { caller, time, session: here, body, words };
    return take(step, texter, sender);
  }

  /** Some words are commands wherever the person is; returns `undefined` at once for all others. */
  function handleCommand(
    body: string,
    here: Session,
    sender: Sender,
  ): Promise<StepResult> | undefined {
    const off = expectOff?.(sender, body);
    if (off) return off.then((text) => replyInPlace(here, text));
    return peopleCommand?.(sender, body)?.then((reply) => ({
      ...replyWith(here, reply),
      kind: 'action',
    }));
  }

  function isLikeAnswer(body: string): boolean {
    return approvals.mayBeReply(body) || parseAnswer(body) !== undefined;
  }

  /** A text may answer an alert, or be the code or the no that a pending approval waits for. */
  async function handleAnswer(
    body: string,
    here: Session,
    sender: Sender,
    step: MenuStep,
  ): Promise<StepResult | undefined> {
    const isOtherwiseKnown = (): boolean => mayBeElse(step);
    const aboutAlert = await replyAboutAlert?.({ body, here, sender, isOtherwiseKnown });
    if (aboutAlert) return aboutAlert;
    const reply = await approvals.handleReply(sender.caller, body);
    return reply && { ...replyWith(here, reply), kind: 'code' };
  }

  /** Returns true for a letter and a number of the menu, and for the name of a thing. */
  function mayBeElse(step: MenuStep): boolean {
    return step.do !== 'look-up' || knownNames(areas).has(step.name);
  }

  /** Going home ends a dialogue with Claude, and so does going back from its screen. */
  function leavesDialogue(step: MenuStep, { place }: Session): boolean {
    if (!questions) return false;
    if (step.do === 'back') return place.screen === questions.screen;
    return step.do === 'show' && step.place.screen === menu.home;
  }

  /** The whole name of a thing takes precedence over the letters of a path: `k3s 1` is no row of the cluster. */
  function decide(session: Session, words: string): MenuStep {
    const isName = words.includes(' ') && knownNames(areas).has(words);
    return isName ? { do: 'look-up', name: words } : advance(menu, session, words);
  }

  function take(
    step: MenuStep,
    texter: UnclearText,
    { isNew }: AnySender,
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
        return explainHere(texter).then((help) => replyInPlace(session, help));
      case 'show-worst':
        return showWorst(texter);
      case 'miss-row':
        if (knownNames(areas).has(words)) return interpret(texter);
        if (isNew) return replyUnknown(words, [], texter);
        return replyInPlace(session, noSuchRow(session, step.number));
      case 'look-up':
        return interpret(texter);
      case 'act':
        return changeRequests.requestChange(step.offer, texter);
      default:
        return step satisfies never;
    }
  }

  async function explainHere({ caller, session }: Texter): Promise<string> {
    const { place, offers = [], rows } = session;
    const example = mayChange(caller) ? exampleAt(place) : undefined;
    return formatHelp(menu, {
      ...{ screen: place.screen, offers, rows, example },
      waiting: await approvals.waiting(caller.id),
    });
  }

  /** Returns the example of the area that is open, or else of the first area with changes. */
  function exampleAt({ screen }: Location): string | undefined {
    const able = areas.filter(({ changes = [] }) => changes.length > 0);
    const here = able.find(({ screens }) => screens[screen] !== undefined) ?? able[0];
    return here?.info.example;
  }

  async function showWorst(texter: Texter): Promise<StepResult> {
    const worst = await findWorst(areas, clock);
    if (!worst) return show({ screen: menu.home }, texter);
    // The cached readings behind that screen may be older than the problem.
    areas.find(({ screens }) => screens[worst.opens.screen] !== undefined)?.expire?.();
    return show(worst.opens, texter, { note: `! ${describeProblem(worst)}\n` });
  }
}

/** Returns the suggestion that a number picks, or else the text, and the session without suggestions. */
function pickSuggestion(text: string, session: Session) {
  if (!session.suggestions) return { body: text, here: session };
  const { suggestions, ...here } = session;
  return { body: suggestions[Number(normalise(text)) - 1] ?? text, here };
}
