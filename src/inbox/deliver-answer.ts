import type { OutboundMessage } from '../channels/outbound-message.ts';
import { formatAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { CountMessage, MessageOutcome } from '../core/message-outcome.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { InboxText, SeparateText, StoredAnswer, UnfinishedText } from './inbox.ts';
import { answerKey, lateText } from './late-text.ts';

interface Dependencies {
  /** Sends a text of its own. */
  readonly post: (text: OutboundMessage) => Promise<void>;
  readonly countMessage?: CountMessage | undefined;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: { error(details: object, message: string): void };
}

/** Stores answers, and sends those that the response does not carry. */
export interface AnswerDelivery {
  /** Stores the answer to a text. Returns the response, which is empty when the answer goes out as a text. */
  readonly deliver: (stored: InboxText, text: InboundMessage, reply: Reply) => Promise<Reply>;
  /** Sends a note that the answer takes longer; the response still waits for the answer itself. */
  readonly sendInterimNote: (text: InboundMessage, words: string) => void;
  /** Called when the response has reached the carrier, or is lost: then the answer goes out as a text. */
  readonly onResponseSent: (stored: InboxText, outcome: 'taken' | 'lost') => void;
}

export function createAnswerDelivery(dependencies: Dependencies): AnswerDelivery {
  const { post, countMessage, clock, log } = dependencies;

  return {
    async deliver(stored, { sid, from, to }, reply) {
      const { text, segments, kind } = reply;
      const [at, address] = [clock.now(), formatAddress(from)];
      const words = { key: answerKey(sid), to: address, from: to, kind };
      const asText = text === undefined ? undefined : lateText({ ...words, body: text }, at);
      const given = { reply: { text, segments, kind }, asText, at };
      const result = await stored.answer(given);
      if (!result) return {};
      const { response, way } = result;
      countMessage?.(kind ?? 'unsorted', outcomeOf(text, way));
      return response;
    },

    sendInterimNote({ sid, from, to }, body) {
      const note = { key: `note:${sid}`, to: formatAddress(from), from: to, body };
      post(lateText({ ...note, kind: 'menu' }, clock.now())).catch((err: unknown) =>
        log.error({ err }, 'a note could not be stored'),
      );
    },

    onResponseSent(stored, outcome) {
      const work =
        outcome === 'taken'
          ? stored.acknowledge()
          : stored.sendSeparately((text) => repeatAsText(text, clock.now()));
      work.catch((err: unknown) =>
        log.error({ err }, 'the outcome of a response could not be stored'),
      );
    },
  };
}

/** The stored answer as a text, unless the carrier has it already: its response may have arrived. */
export function repeatAsText(text: UnfinishedText, now: number): SeparateText {
  const { sid, from, to, at, answer } = text;
  const words = { key: answerKey(sid), to: from, from: to, body: answer?.text ?? '' };
  return { text: lateText({ ...words, kind: answer?.kind }, now), at: now, possiblyOutSince: at };
}

function outcomeOf(text: string | undefined, way: StoredAnswer['way']): MessageOutcome {
  if (way === 'silent') return 'silent';
  if (text === APOLOGY.text) return 'apology';
  return way === 'text' ? 'late' : 'answered';
}
