import { type Address, formatAddress } from '../channels/address.ts';
import type { Clock } from '../core/clock.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { CountMessage, MessageKind, MessageOutcome } from '../core/message-outcome.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import { withTrace } from '../core/trace.ts';
import type { Inbox, Unfinished } from './inbox.ts';
import { lostTextNotice } from './lost-text-notice.ts';
import { type OptOutKeyword, optOutKeyword } from './opt-out-keywords.ts';
import type { RateLimit, RateLimitDecision } from './rate-limit.ts';
import { createSharedDeadline } from './shared-deadline.ts';

/** A text from somebody who may speak, with the carrier's id for it. */
export interface InboundMessage {
  readonly sid: string;
  readonly from: Address;
  /** The address of ours that was texted. */
  readonly to?: string | undefined;
  readonly body: string;
  readonly media: number;
  /** Of the request that brought it. */
  readonly signature?: string | undefined;
  /** What the carrier did about it by itself. */
  readonly optOut?: OptOutKeyword | undefined;
}

/** An answer that goes out as a text of its own. */
interface LateAnswer {
  readonly key: string;
  readonly to: string;
  readonly from?: string | undefined;
  readonly body: string;
  readonly goodUntil: number;
  /** While it waits, a newer answer may take its place. */
  readonly isReplaceable: boolean;
}

/** An answer, and what the text that it answers was taken for. */
interface Words extends Omit<LateAnswer, 'goodUntil' | 'isReplaceable'> {
  readonly kind: MessageKind | undefined;
}

/** What the response says; nothing when the answer will be a text of its own. */
export interface Response extends Reply {
  /** The carrier delivered this text before. */
  readonly isAgain?: boolean;
}

/** One text in, one answer out: however often a text is delivered, it is handled once. */
export interface InboundHandler extends Disposable {
  readonly handle: (text: InboundMessage) => Promise<Response>;
  /** Whether the response got to the carrier. */
  readonly onResponseSent: (sid: string, fate: 'taken' | 'lost') => void;
  /** Take up what an earlier process left; resolves when that is committed. */
  readonly recover: () => Promise<void>;
  /** The process is about to end: what is not answered soon is left to the next one. */
  readonly drain: () => void;
}

interface Dependencies {
  readonly inbox: Inbox;
  readonly converse: (from: PhoneNumber, said: { body: string; media: number }) => Promise<Reply>;
  /** Send an answer as a text of its own. `possiblyOutSince`: the carrier may have it already. */
  readonly post: (answer: LateAnswer, possiblyOutSince?: number) => void;
  /** Whether an answer must follow a text that leaves for this phone within seconds. */
  readonly mustQueue: (to: string) => boolean;
  /** An answer with those in it that still wait for the same phone, which are done with then. */
  readonly takeIn: (to: string, answer: string) => string;
  /** Note what a text means for texting its sender; whether they may be texted now. */
  readonly mayBeTexted: (from: string, word: OptOutKeyword | undefined) => boolean;
  /** Whether a person gets an answer, or has had too many. */
  readonly allowance: RateLimit;
  /** Who is behind an address; nothing for people who may not speak (any more). */
  readonly whoIs: (address: string) => Address | undefined;
  readonly tally?: CountMessage | undefined;
  /** Commit work in turn, and the texts of a moment at once; resolves when it is committed. */
  readonly together: <T>(work: () => T) => Promise<T>;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: { error(details: object, message: string): void };
}

/** What came of a text, whichever way its answer goes. */
function outcomeOf(text: string | undefined, way: 'answered' | 'late'): MessageOutcome {
  if (text === undefined) return 'silent';
  return text === APOLOGY.text ? 'apology' : way;
}

/** Answers that nobody misses when a newer one takes their place: the person can look again. */
const REPLACEABLE: ReadonlySet<MessageKind> = new Set(['menu', 'name', 'nonsense', 'picture']);

const isReplaceable = (kind: MessageKind | undefined): boolean =>
  kind !== undefined && REPLACEABLE.has(kind);

const answerTo = (sid: string): string => `answer:${sid}`;

const MINUTE = 60_000;

/** What can be answered within this is answered still before the end. */
const HURRY_MS = 3000;

/** For so long an answer is still what the person wants to know. */
const ANSWER_TTL_MS = 10 * MINUTE;

interface Kept {
  /** In the response. */
  readonly said: Reply;
  readonly outcome: MessageOutcome;
}

export function createInboundHandler(parts: Dependencies): InboundHandler {
  const { inbox, converse, post, mustQueue, takeIn, mayBeTexted, deadlineMs } = parts;
  const { together, allowance, whoIs, tally, clock, time, log } = parts;
  const lanes = createKeyedQueue();
  const responses = new Map<string, Promise<Reply>>();
  let isStopping = false;
  const deadlineTimer = createSharedDeadline(clock, deadlineMs);

  function apologise(err: unknown): Reply {
    log.error({ err }, 'a text could not be answered');
    return APOLOGY;
  }

  /** The lane is free for the next text while an answer is still being found. */
  async function handle(text: InboundMessage): Promise<Reply> {
    const { from, body, media } = text;
    const lane = <T>(job: () => Promise<T>) => lanes.enqueue(from.number, job);
    const reply = await lane(async () => {
      const said = await converse(from.number, { body, media }).catch(apologise);
      return said.pending ? said : answer(text, said);
    });
    if (!reply.pending) return reply;
    reply.pending.catch(() => {}); // told below
    if (reply.text !== undefined) sayMeanwhile(text, reply.text);
    const worded = await reply.pending.catch((err: unknown) => () => apologise(err));
    return lane(async () => answer(text, { ...worded(), kind: reply.kind }));
  }

  /** A note that the answer takes longer; the response still waits for the answer itself. */
  function sayMeanwhile({ sid, from, to }: InboundMessage, words: string): void {
    const address = formatAddress(from);
    const note = () => {
      if (!mayBeTexted(address, undefined)) return;
      post(asText({ key: `note:${sid}`, to: address, from: to, body: words, kind: 'menu' }));
    };
    together(note).catch((err: unknown) => log.error({ err }, 'a note could not be kept'));
  }

  /** Keeps an answer: for the response if that still waits, else as a text of its own. */
  function keep({ sid, from, to }: InboundMessage, reply: Reply): Kept {
    const address = formatAddress(from);
    const { text } = mayBeTexted(address, undefined) ? reply : {};
    const { kind } = reply;
    const isLate = text !== undefined && (inbox.isPromised(sid) || mustQueue(address));
    if (!isLate) {
      const said = text !== undefined && isReplaceable(kind) ? takeIn(address, text) : text;
      inbox.answer(sid, { text: said, kind }, 'response');
      return { said: { text: said }, outcome: outcomeOf(text, 'answered') };
    }
    inbox.answer(sid, { text, kind }, 'text');
    post(asText({ key: answerTo(sid), to: address, from: to, body: text, kind }));
    return { said: {}, outcome: outcomeOf(text, 'late') };
  }

  async function answer(text: InboundMessage, reply: Reply): Promise<Reply> {
    if (isStopping) return {};
    const { said, outcome } = await together(() => keep(text, reply));
    tally?.(reply.kind ?? 'unsorted', outcome);
    return said;
  }

  /** Carrier words, and whatever comes from who wants no texts, get an empty response. */
  function isSilenced({ sid, from, body, optOut }: InboundMessage): MessageKind | undefined {
    const word = optOut ?? optOutKeyword(body);
    if (mayBeTexted(formatAddress(from), word) && !word) return undefined;
    inbox.answer(sid, {}, 'response');
    return word ? 'carrier-word' : 'opted-out';
  }

  function begin(text: InboundMessage): Promise<Reply> {
    const verdict = allowance(text.from.number);
    if (verdict.is !== 'allowed') return answer(text, refusal(verdict));
    const work = handle(text);
    work.catch((err: unknown) => {
      if (!isStopping) log.error({ err }, 'an answer could not be kept');
    });
    return work;
  }

  const respond = (text: InboundMessage, deadline: Promise<void>): Promise<Reply> =>
    Promise.race([begin(text), deadline.then(() => atDeadline(text.sid))]);

  const refusal = (verdict: RateLimitDecision): Reply =>
    verdict.is === 'limit-reached'
      ? {
          text: `Too many texts: ${verdict.most} in ${verdict.span}. I answer again at ${time.formatTime(verdict.until)}.`,
        }
      : {};

  /** What the response says once the person has waited long enough. */
  async function atDeadline(sid: string): Promise<Reply> {
    if (isStopping) return {};
    return together(() => {
      inbox.markDeferred(sid);
      return inbox.responseTo(sid) ?? {};
    });
  }

  const asText = ({ kind, ...text }: Words): LateAnswer => ({
    ...text,
    goodUntil: clock.now() + ANSWER_TTL_MS,
    isReplaceable: isReplaceable(kind),
  });

  /** The response with the answer is lost, or may be: it becomes a text, unless the carrier has it. */
  function sendAgain({ sid, from, to, at, answer }: Unfinished, body: string): void {
    inbox.markSentSeparately(sid);
    post(asText({ key: answerTo(sid), to: from, from: to, body, kind: answer?.kind }), at);
  }

  /** Nobody waits for the response any more. */
  function sendInstead(sid: string): void {
    const text = inbox.unfinishedOne(sid);
    if (text?.answer?.text !== undefined) sendAgain(text, text.answer.text);
    else inbox.markDeferred(sid);
  }

  /** Too old for an answer, or it broke a process twice: the person hears that it is lost. */
  function sendLost(text: Unfinished): void {
    const { sid, from, to } = text;
    inbox.markSentSeparately(sid);
    const body = lostTextNotice(text, time);
    post(asText({ key: answerTo(sid), to: from, from: to, body, kind: 'menu' }));
  }

  /** Takes up a text that an earlier process left. Returns the text if it is to be answered anew. */
  function takeUp(text: Unfinished): InboundMessage | undefined {
    const { sid, at, tries, answer } = text;
    const from = whoIs(text.from);
    if (!from) inbox.markSentSeparately(sid);
    else if (clock.now() - at > ANSWER_TTL_MS || tries > 0) sendLost(text);
    else if (answer?.text !== undefined) sendAgain(text, answer.text);
    else return retry({ ...text, from });
    return undefined;
  }

  function retry(text: InboundMessage): InboundMessage | undefined {
    inbox.recordRetry(text.sid);
    return isSilenced(text) ? undefined : text;
  }

  return {
    async handle(text) {
      using wait = deadlineTimer.begin();
      const { sid, from, to } = text;
      const received = { ...text, from: formatAddress(from), to, at: clock.now() };
      const { isNew, silencedBy } = await together(() =>
        inbox.receive(received)
          ? { isNew: true, silencedBy: isSilenced(text) }
          : { isNew: false, silencedBy: undefined },
      );
      if (silencedBy) {
        tally?.(silencedBy, 'silent');
        return {};
      }
      const known = isNew ? undefined : (inbox.responseTo(sid) ?? responses.get(sid));
      if (known) {
        tally?.('replay', 'repeated');
        return { ...(await known), isAgain: true };
      }

      const response = respond(text, wait.over);
      responses.set(sid, response);
      return await response.finally(() => responses.delete(sid));
    },

    onResponseSent(sid, fate) {
      if (isStopping) return;
      const note = () => (fate === 'taken' ? inbox.finish(sid) : sendInstead(sid));
      withTrace(sid, () => {
        together(note).catch((err: unknown) =>
          log.error({ err }, 'the fate of a response could not be kept'),
        );
      });
    },

    async recover() {
      const texts = inbox.unfinished();
      await Promise.all(
        texts.map((text) =>
          withTrace(text.sid, async () => {
            const again = await together(() => takeUp(text));
            if (again) void begin(again).catch(() => {}); // logged by `begin`
          }),
        ),
      );
    },

    drain() {
      void clock.wait(HURRY_MS).then(deadlineTimer.end);
    },

    [Symbol.dispose]() {
      isStopping = true;
    },
  };
}
