import type { AnswerAlertText } from '../alerts/answer-text.ts';
import { describeInvoked, type Invoke } from '../operation/invoke.ts';
import { DRILL, SHOWN_AS } from './alerts-screen.ts';
import type { ReplyBuilder, Sender, StepResult } from './replies.ts';
import type { Session } from './sessions.ts';

interface Dependencies {
  readonly answerAlert: AnswerAlertText;
  readonly invoke: Invoke;
  readonly replies: Pick<ReplyBuilder, 'show' | 'replyInPlace' | 'replyWith'>;
}

/** A text that may be about alerts, and the place of its sender. */
interface AlertTexter {
  readonly body: string;
  readonly here: Session;
  readonly sender: Sender;
  /** True for a text that means something else too: a letter and a number of the menu, or the name of a thing. */
  readonly isOtherwiseKnown: () => boolean;
}

/** Answers a text about alerts with words, a screen or an operation; `undefined` when it is about something else. */
export type ReplyAboutAlert = (texter: AlertTexter) => Promise<StepResult | undefined>;

export const createAlertReplies =
  ({ answerAlert, invoke, replies }: Dependencies): ReplyAboutAlert =>
  async ({ body, here, sender, isOtherwiseKnown }) => {
    const { show, replyInPlace, replyWith } = replies;
    const answered = await answerAlert(sender.caller, sender.time, body);
    if (!answered) return undefined;
    const texter = { ...sender, session: here };
    if ('shows' in answered) {
      return show({ screen: SHOWN_AS[answered.shows], subject: answered.id }, texter);
    }
    if ('opens' in answered) return show({ screen: DRILL }, texter);
    if ('asks' in answered) {
      const { operation, input } = answered.asks;
      const invoked = await invoke(sender.caller, operation, input);
      return { ...replyWith(here, describeInvoked(invoked, sender.time)), kind: 'action' };
    }
    if (answered.isUnknown && isOtherwiseKnown()) return undefined;
    return { ...replyInPlace(here, answered.text), kind: 'action' };
  };
