import { createKeyedQueue } from '../core/keyed-queue.ts';
import {
  ANY_VERSION,
  APOLOGY,
  type Exchange,
  type FittedAnswer,
  type SessionRow,
} from '../core/reply.ts';
import type { PersonId } from '../people/person.ts';
import type { AnswerDelivery } from './deliver-answer.ts';
import { type FittedExchange, fitExchange } from './fit-exchange.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { InboxText } from './inbox.ts';

/**
 * Answers a text. It begins before the text is on the disk: whatever has an effect outside of the process awaits
 * `secured` first, which rejects for a text that is not to be handled.
 */
export type Converse = (
  person: PersonId,
  text: { body: string; media: number },
  secured: () => Promise<void>,
) => Promise<Exchange>;

interface Dependencies {
  readonly converse: Converse;
  readonly delivery: AnswerDelivery;
  readonly log: { error(details: object, message: string): void };
}

/** Ends the work on a text that turned out to be known, or is not to be answered. */
class NotNew extends Error {}

/** An answer is made so often while other replicas move the person on; the last one is stored in any case. */
const MAX_TRIES = 5;

const ofAnyVersion = (row: SessionRow | undefined): SessionRow | undefined =>
  row && { ...row, version: ANY_VERSION };

/** Answers texts, those of one person one after another. The queue is free for the next text while an answer is still pending. */
export function createTextAnswering({ converse, delivery, log }: Dependencies) {
  const queues = createKeyedQueue();

  function apologise(err: unknown): Exchange {
    if (err instanceof NotNew) throw err;
    log.error({ err }, 'a text could not be answered');
    return { reply: APOLOGY, move: () => ({ apply() {} }) };
  }

  function fitOrApologise(exchange: Exchange, text: InboundMessage): FittedExchange {
    try {
      return fitExchange(exchange, text);
    } catch (err) {
      return fitExchange(apologise(err), text);
    }
  }

  return async (text: InboundMessage, stored: InboxText): Promise<FittedAnswer> => {
    const { person, body, media } = text;
    let isDiscarded = false;
    let hasEffects = false;
    void stored.isNew.then((isNew) => {
      isDiscarded = !isNew;
    });
    const secured = async () => {
      if (!(await stored.isNew)) throw new NotNew();
    };
    const securedForEffects = () => {
      hasEffects = true;
      return secured();
    };

    const make = (): Promise<Exchange> =>
      isDiscarded
        ? Promise.reject(new NotNew())
        : converse(person, { body, media }, securedForEffects).catch(apologise);

    const isFinal = (triesLeft: number): boolean => hasEffects || triesLeft === 1;

    /** Stores an answer; it is made again when another replica has moved the person on, unless it had effects. */
    async function settle(
      exchange: Exchange,
      again: () => Promise<Exchange>,
      triesLeft = MAX_TRIES,
    ): Promise<FittedAnswer> {
      const { page, kind, move } = fitOrApologise(exchange, text);
      const { row, apply } = move(page?.next);
      const session = isFinal(triesLeft) ? ofAnyVersion(row) : row;
      const answer = { text: page?.text, segments: page?.segments, kind, session };
      const response = await delivery.deliver(stored, text, answer);
      if (response === 'stale') return settle(await again(), again, triesLeft - 1);
      if (response === 'discarded') throw new NotNew();
      if (!row) await apply();
      return response;
    }

    async function answerOrNote() {
      const exchange = await make();
      const { pending } = exchange;
      if (!pending) return { response: await settle(exchange, make) };
      pending.catch(() => {}); // logged where it is awaited, if it is
      await secured();
      await exchange.move().apply();
      return { pending, note: fitOrApologise(exchange, text) };
    }

    const first = await queues.enqueue(person, answerOrNote);
    if ('response' in first) return first.response;
    const { page, kind } = first.note;
    if (page) delivery.sendInterimNote(text, page.text);
    const worded = await first.pending.catch((err: unknown) => async () => apologise(err));
    const word = async () => ({ ...(await worded()), kind });
    return queues.enqueue(person, async () => settle(await word(), word));
  };
}
