import type { OutboundMessage } from '../channels/outbound-message.ts';
import type { MessageKind } from '../core/message-outcome.ts';
import { currentTraceId } from '../core/trace.ts';

/** After this time an answer is no longer useful. */
export const ANSWER_TTL_MS = 10 * 60_000;

/** Kinds of answers that a newer one may replace: the person can look again. */
const REPLACEABLE: ReadonlySet<MessageKind> = new Set(['menu', 'name', 'nonsense', 'picture']);

/** An answer, and the kind of the text that it answers. */
interface Words extends Pick<OutboundMessage, 'key' | 'to' | 'from' | 'body'> {
  readonly kind: MessageKind | undefined;
}

/** Identifies the answer to a text, so that it goes out as a text only once. */
export const answerKey = (sid: string): string => `answer:${sid}`;

/** Words an answer as a text of its own. */
export const lateText = ({ key, to, from, body, kind }: Words, now: number): OutboundMessage => ({
  key,
  to,
  from,
  body,
  trip: currentTraceId(),
  goodUntil: now + ANSWER_TTL_MS,
  importance: 'answer',
  isReplaceable: kind !== undefined && REPLACEABLE.has(kind),
});
