import type { OutboundMessage } from '../../../channels/outbound-message.ts';
import type { FittedAnswer } from '../../../core/reply.ts';
import type { InboxAnswer, StoredAnswer } from '../../../inbox/inbox.ts';
import { mergeAnswers } from '../../../outbox/merge-answers.ts';
import { mustQueue } from '../../../outbox/must-queue.ts';
import { isOptedOut } from '../../../outbox/suppression-change.ts';
import type { SenderState } from '../sender-state.ts';
import type { OutboxTable } from './outbox-table.ts';

/** Decides which way an answer goes, and adds it to the outbox if that is its way. Runs inside of a decision. */
export type PlaceAnswer = (
  answer: InboxAnswer,
  isDeferred: boolean,
  sender: SenderState,
) => StoredAnswer;

const HOUR = 60 * 60_000;

export function createAnswerPlacement(outbox: OutboxTable, textsPerHour: number): PlaceAnswer {
  /** Returns true when an answer must queue behind a text that leaves for this phone within seconds. */
  function isBehind(address: string, now: number): boolean {
    const backlog = outbox.backlog(address);
    if (!backlog) return false;
    const room = textsPerHour - outbox.handedSince(now - HOUR).texts;
    return mustQueue(backlog, { now, room });
  }

  /** Adds the answers that still wait for the same phone, where newer ones may replace them. */
  function merge({ to, body, isReplaceable }: OutboundMessage, whole: FittedAnswer): FittedAnswer {
    const older = isReplaceable ? outbox.replaceable(to) : [];
    if (older.length === 0) return whole;
    outbox.supersede(older);
    const bodies = older.map((text) => text.body);
    return { text: mergeAnswers(bodies, body) };
  }

  return ({ reply, asText, at }, isDeferred, sender) => {
    if (asText === undefined || sender.isSuspended || isOptedOut(sender)) {
      return { response: {}, way: 'silent' };
    }
    if (isDeferred || (sender.isQueued && isBehind(asText.to, at))) {
      outbox.add(asText, at);
      return { response: {}, way: 'text' };
    }
    const whole = { text: asText.body, segments: reply.segments };
    return { response: sender.isQueued ? merge(asText, whole) : whole, way: 'response' };
  };
}
