import type { OutboundMessage } from '../channels/outbound-message.ts';
import { formatAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { CountMessage, MessageOutcome } from '../core/message-outcome.ts';
import { ANY_VERSION, APOLOGY, type FittedAnswer, type SessionRow } from '../core/reply.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { InboxText, SeparateText, StoredAnswer, UnfinishedText } from './inbox.ts';
import { answerKey, lateText } from './late-text.ts';
import { retryStoring } from './retry-storing.ts';

interface Dependencies {
  /** Sends a text of its own. */
  readonly post: (text: OutboundMessage) => Promise<void>;
  readonly countMessage?: CountMessage | undefined;
  readonly isStopping: () => boolean;
  readonly clock: Pick<Clock, 'now' | 'steady' | 'wait'>;
  readonly log: { error(details: object, message: string): void };
}

/** An answer with the session to which it leads, where sessions are stored. */
interface AnswerWithSession extends FittedAnswer {
  readonly session?: SessionRow | undefined;
}

/** The reason for which an answer is not stored. */
type Unstored = 'stale' | 'discarded';

/** Stores answers, and sends those that the response does not carry. */
export interface AnswerDelivery {
  /**
   * Stores the answer to a text. Returns the response, which is empty when the answer goes out as a text; `stale` when
   * another replica has moved the person on, so that the answer has to be made again; or `discarded` when the text is not
   * to be handled.
   */
  readonly deliver: (
    stored: InboxText,
    text: InboundMessage,
    answer: AnswerWithSession,
  ) => Promise<FittedAnswer | Unstored>;
  /** Returns the response at the deadline: empty unless an answer is stored by now. */
  readonly atDeadline: (stored: InboxText) => Promise<FittedAnswer>;
  /** Called for a text whose response is gone before it is answered. */
  readonly expectLate: (stored: InboxText) => void;
  /** Sends a note that the answer takes longer; the response still waits for the answer itself. */
  readonly sendInterimNote: (text: InboundMessage, words: string) => void;
  /** Called when the response has reached the carrier, or is lost: then the answer goes out as a text. */
  readonly onResponseSent: (stored: InboxText, outcome: 'taken' | 'lost') => void;
}

/** The carrier waits for fifteen seconds. When the store hangs at the deadline, the response goes out empty after this time. */
const MAX_DEFER_MS = 4000;

export function createAnswerDelivery(dependencies: Dependencies): AnswerDelivery {
  const { post, countMessage, isStopping, clock, log } = dependencies;
  /** The texts whose answer no response can carry any more. */
  const late = new WeakSet<InboxText>();
  /** Those of them of which the store may not know that. */
  const undeferred = new WeakSet<InboxText>();

  async function store(
    stored: InboxText,
    { sid, from, to }: InboundMessage,
    reply: AnswerWithSession,
  ): Promise<FittedAnswer | Unstored> {
    if (undeferred.has(stored)) await stored.defer();
    const { text, segments, kind, session } = reply;
    const [at, address] = [clock.now(), formatAddress(from)];
    const key = answerKey(sid);
    const asText =
      text === undefined
        ? undefined
        : lateText({ key, to: address, from: to, kind, body: text }, at);
    const result = await stored.answer({ reply: { text, segments, kind }, asText, at, session });
    if (!result) return 'discarded';
    if (result.way === 'stale') return result.way;
    countMessage?.(kind ?? 'unsorted', outcomeOf(text, result.way));
    return result.response;
  }

  return {
    deliver(stored, text, reply) {
      if (isStopping()) return Promise.resolve({});
      return store(stored, text, reply).catch(async (err: unknown) => {
        if (!late.has(stored) || !(await stored.isNew)) throw err;
        log.error({ err }, 'a late answer cannot be stored yet'); // no response can apologise any more
        const session = reply.session && { ...reply.session, version: ANY_VERSION };
        const again = () => store(stored, text, { ...reply, session });
        void retryStoring({ store: again, isStopping, clock });
        return {};
      });
    },

    async atDeadline(stored) {
      if (isStopping()) return {};
      late.add(stored);
      const deferred = stored.defer().catch((err: unknown) => {
        undeferred.add(stored);
        throw err;
      });
      const hanging = clock.wait(MAX_DEFER_MS).then(() => {
        undeferred.add(stored);
        return {};
      });
      return Promise.race([deferred, hanging]);
    },

    sendInterimNote({ sid, from, to }, body) {
      const note = { key: `note:${sid}`, to: formatAddress(from), from: to, body };
      post(lateText({ ...note, kind: 'menu' }, clock.now())).catch((err: unknown) =>
        log.error({ err }, 'a note could not be stored'),
      );
    },

    expectLate: (stored) => void late.add(stored),

    onResponseSent(stored, outcome) {
      if (outcome === 'lost') {
        late.add(stored);
        undeferred.add(stored);
      }
      const note =
        outcome === 'taken'
          ? () => stored.acknowledge()
          : () => stored.sendSeparately((text) => repeatAsText(text, clock.now()));
      note().catch((err: unknown) => {
        log.error({ err }, 'the outcome of a response could not be stored');
        void retryStoring({ store: note, isStopping, clock });
      });
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
  if (text === APOLOGY.body) return 'apology';
  return way === 'text' ? 'late' : 'answered';
}
