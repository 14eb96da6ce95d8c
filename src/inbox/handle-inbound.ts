import type { OutboundMessage } from '../channels/outbound-message.ts';
import { formatAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { CountMessage } from '../core/message-outcome.ts';
import type { FittedAnswer } from '../core/reply.ts';
import { withTrace } from '../core/trace.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import { suspensionKeys } from '../people/suspension-keys.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import { type Converse, createTextAnswering } from './answer-text.ts';
import { createAnswerDelivery } from './deliver-answer.ts';
import { fitWords } from './fit-exchange.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { Inbox, InboxText, Receipt } from './inbox.ts';
import { optOutKeyword } from './opt-out-keywords.ts';
import type { RateLimit, RateLimitDecision } from './rate-limit.ts';
import { recoverTexts } from './recover-texts.ts';
import { createSharedDeadline, type ReplyDeadline } from './shared-deadline.ts';

/** The content of the response; empty when the answer will be a text of its own. */
export interface Response extends FittedAnswer {
  /** True when the carrier delivered this text before. */
  readonly isAgain?: boolean;
  /** True when the sender is locked out. */
  readonly isSuspended?: boolean;
}

/** Handles incoming texts. However often a text is delivered, it is handled and answered once. */
export interface InboundHandler extends Disposable {
  readonly handle: (text: InboundMessage) => Promise<Response>;
  /** Called when the response has reached the carrier, or is lost. */
  readonly onResponseSent: (sid: string, outcome: 'taken' | 'lost') => void;
  /** Resumes the texts that an earlier process left unfinished; resolves when that is committed. */
  readonly recover: () => Promise<void>;
  /** Called when the process is about to end: texts that are not answered soon are left to the next one. */
  readonly drain: () => void;
}

interface Dependencies {
  readonly inbox: Inbox;
  readonly converse: Converse;
  /** Sends a text of its own. */
  readonly post: (text: OutboundMessage) => Promise<void>;
  readonly people: Pick<People, 'at' | 'find'>;
  /** Decides whether a person gets an answer, or has had too many. */
  readonly rateLimit: RateLimit;
  /** Returns false when the month's limit for texts leaves nothing for an answer to somebody, who then gets none; where there is no limit, it is missing. */
  readonly mayAnswer?: ((person: PersonId) => true | Promise<boolean>) | undefined;
  readonly countMessage?: CountMessage | undefined;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  readonly log: { error(details: object, message: string): void };
}

/** On shutdown, texts that can be answered within this time still are. */
const DRAIN_MS = 3000;

/** A text whose response is under way; empty at its end, as in the HTTP server. */
interface Responding {
  stored: InboxText | undefined;
}

export function createInboundHandler(dependencies: Dependencies): InboundHandler {
  const { inbox, converse, people, rateLimit, countMessage, clock, timeOf, log } = dependencies;
  const { mayAnswer = () => true } = dependencies;
  const deadlineTimer = createSharedDeadline(clock, dependencies.deadlineMs);
  /** The texts whose answer is open, by their id. */
  const responses = new Map<string, Promise<FittedAnswer>>();
  /** The texts whose response is under way, by their id. */
  const responding = new Map<string, Responding>();
  let isStopping = false;
  const delivery = createAnswerDelivery({ ...dependencies, isStopping: () => isStopping });
  const { deliver } = delivery;
  const answer = createTextAnswering({ converse, delivery, log });

  function release(sid: string): InboxText | undefined {
    const one = responding.get(sid);
    responding.delete(sid);
    const stored = one?.stored;
    if (one) one.stored = undefined;
    return stored;
  }

  function begin(text: InboundMessage, stored: InboxText): Promise<FittedAnswer> {
    const work = answerWithinBudget(text, stored);
    work.catch(async (err: unknown) => {
      if ((await stored.isNew) && !isStopping) log.error({ err }, 'an answer could not be stored');
    });
    return work;
  }

  /** Begins at once for people who get an answer at any cost. */
  function answerWithinBudget(text: InboundMessage, stored: InboxText): Promise<FittedAnswer> {
    const isPaid = mayAnswer(text.person);
    return isPaid === true
      ? answerWithinLimit(text, stored)
      : isPaid.then((may) => (may ? answerWithinLimit(text, stored) : answerNothing(text, stored)));
  }

  async function answerNothing(text: InboundMessage, stored: InboxText): Promise<FittedAnswer> {
    if (!(await stored.isNew)) return {};
    const response = await deliver(stored, text, {});
    return typeof response === 'string' ? {} : response; // without a session nothing is stale
  }

  /** Begins at once where this process alone counts. */
  function answerWithinLimit(text: InboundMessage, stored: InboxText): Promise<FittedAnswer> {
    const decision = rateLimit.take(text.person);
    return decision instanceof Promise
      ? decision.catch(allow).then((decided) => answerOrRefuse(text, stored, decided))
      : answerOrRefuse(text, stored, decision);
  }

  /** A text that is stored has to be answered, also when it cannot be counted. */
  function allow(err: unknown): RateLimitDecision {
    log.error({ err }, 'a text could not be counted');
    return { is: 'allowed' };
  }

  function answerOrRefuse(
    text: InboundMessage,
    stored: InboxText,
    decision: RateLimitDecision,
  ): Promise<FittedAnswer> {
    void stored.isNew.then((counts) => {
      if (!counts && decision.is !== 'exceeded') rateLimit.giveBack(text.person);
    });
    return decision.is === 'allowed' ? answer(text, stored) : decideAgain(text, stored, decision);
  }

  /** Decides about a text beyond the limit once it is stored: by then, texts before it that are known count no more. */
  async function decideAgain(
    text: InboundMessage,
    stored: InboxText,
    before: RateLimitDecision,
  ): Promise<FittedAnswer> {
    if (!(await stored.isNew)) return {};
    if (before.is !== 'exceeded') rateLimit.giveBack(text.person);
    const decision = await Promise.resolve(rateLimit.take(text.person)).catch(allow);
    if (decision.is === 'allowed') return answer(text, stored);
    const words = refusal(decision, timeOf(text.person));
    const response = await deliver(stored, text, words === undefined ? {} : fitWords(words, text));
    return typeof response === 'string' ? {} : response; // without a session nothing is stale
  }

  async function receive(text: InboundMessage, deadline: ReplyDeadline): Promise<Response> {
    const { sid, to, body, media, signature } = text;
    const sender = people.find(text.person);
    if (!sender) throw new Error('a text of somebody who is not on the list');
    const [from, at] = [formatAddress(text.from), clock.now()];
    const optOut = text.optOut ?? optOutKeyword(body);
    const senderKeys = suspensionKeys(sender);
    const stored = inbox.receive({
      sid,
      from,
      to,
      body,
      media,
      signature,
      at,
      optOut,
      suspensionKeys: senderKeys,
    });
    responding.set(sid, { stored });
    const work = optOut ? undefined : begin(text, stored);
    let receipt: Receipt;
    try {
      receipt = await stored.receipt;
    } catch (err) {
      release(sid); // there is nothing whose response could be lost
      throw err;
    }
    if (receipt.is !== 'new') return respondTo(receipt, sid, deadline);
    if (!work) return {};
    return new Promise((resolve, reject) => {
      work.then(resolve, reject);
      deadline.onExpired(() => resolve(delivery.atDeadline(stored)));
    });
  }

  /** Returns the response to a text that is not handled. */
  async function respondTo(
    receipt: Exclude<Receipt, { is: 'new' }>,
    sid: string,
    { onExpired }: ReplyDeadline,
  ): Promise<Response> {
    switch (receipt.is) {
      case 'known':
        countMessage?.('replay', 'repeated');
        if (receipt.response) return { ...receipt.response, isAgain: true };
        release(sid); // the answer is another process's to deliver
        return { ...(await receipt.later?.(new Promise(onExpired))), isAgain: true };
      case 'silenced':
        countMessage?.(receipt.kind, 'silent');
        return {};
      case 'suspended':
        release(sid);
        return { isSuspended: true };
      default:
        return receipt satisfies never;
    }
  }

  return {
    async handle(text) {
      const { sid } = text;
      const known = responses.get(sid);
      if (known) {
        countMessage?.('replay', 'repeated');
        return { ...(await known), isAgain: true };
      }
      using deadline = deadlineTimer.start();
      const response = receive(text, deadline);
      responses.set(sid, response);
      try {
        return await response;
      } finally {
        responses.delete(sid);
      }
    },

    onResponseSent(sid, outcome) {
      const stored = release(sid);
      if (stored && !isStopping) {
        withTrace(sid, () => delivery.onResponseSent(stored, outcome));
      }
    },

    recover: () =>
      recoverTexts({
        ...dependencies,
        answer(text, stored) {
          delivery.expectLate(stored);
          return begin(text, stored);
        },
      }),

    drain() {
      void clock.wait(DRAIN_MS).then(deadlineTimer.expireAll);
    },

    [Symbol.dispose]() {
      isStopping = true;
    },
  };
}

const refusal = (
  decision: Exclude<RateLimitDecision, { is: 'allowed' }>,
  time: LocalTime,
): string | undefined =>
  decision.is === 'limit-reached'
    ? `Too many texts: ${decision.max} in ${decision.span}. I answer again at ${time.formatTime(decision.until)}.`
    : undefined;
