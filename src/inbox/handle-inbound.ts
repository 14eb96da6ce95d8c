import { type Address, formatAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { CountMessage, MessageKind, MessageOutcome } from '../core/message-outcome.ts';
import { APOLOGY, type Reply } from '../core/reply.ts';
import { withTrace } from '../core/trace.ts';
import type { PersonId } from '../people/person.ts';
import type { Inbox, Unfinished } from './inbox.ts';
import { lostTextNotice } from './lost-text-notice.ts';
import { type OptOutKeyword, optOutKeyword } from './opt-out-keywords.ts';
import type { RateLimit, RateLimitDecision } from './rate-limit.ts';
import { createSharedDeadline } from './shared-deadline.ts';

/** A text from an allowed sender, with the carrier's id for it. */
export interface InboundMessage {
  readonly sid: string;
  readonly from: Address;
  readonly person: PersonId;
  /** The address of the relay that received it. */
  readonly to?: string | undefined;
  readonly body: string;
  readonly media: number;
  /** The signature of the request that delivered it. */
  readonly signature?: string | undefined;
  /** The opt-out keyword that the carrier acted on by itself. */
  readonly optOut?: OptOutKeyword | undefined;
}

type Sender = Pick<InboundMessage, 'from' | 'person'>;

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

/** An answer, and the kind of the text that it answers. */
interface Words extends Omit<LateAnswer, 'goodUntil' | 'isReplaceable'> {
  readonly kind: MessageKind | undefined;
}

/** The content of the response; empty when the answer will be a text of its own. */
export interface Response extends Reply {
  /** True when the carrier delivered this text before. */
  readonly isAgain?: boolean;
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
  readonly converse: (person: PersonId, text: { body: string; media: number }) => Promise<Reply>;
  /** Sends an answer as a text of its own. `possiblyOutSince`: the carrier may have it already, since then. */
  readonly post: (answer: LateAnswer, possiblyOutSince?: number) => void;
  /** Returns true when an answer must queue behind a text that leaves for this phone within seconds. */
  readonly mustQueue: (to: string) => boolean;
  /** Merges the answers that still wait for the same phone into this one, and supersedes them. */
  readonly mergeQueued: (to: string, answer: string) => string;
  /** Updates the suppression of a sender by their text. */
  readonly updateSuppression: (from: string, word: OptOutKeyword | undefined) => void;
  /** Returns true for people who texted STOP, and no START since, and for people who are not (or no longer) allowed. */
  readonly isSilenced: (address: string) => boolean;
  /** Decides whether a person gets an answer, or has had too many. */
  readonly rateLimit: RateLimit;
  /** Returns who texts from an address; `undefined` for people who are not (or no longer) allowed. */
  readonly resolveSender: (address: string) => Sender | undefined;
  readonly countMessage?: CountMessage | undefined;
  /** Commits work in order, and the work of one moment together; resolves when it is committed. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: { error(details: object, message: string): void };
}

/** Returns the outcome of a text for either way its answer goes. */
function outcomeOf(text: string | undefined, way: 'answered' | 'late'): MessageOutcome {
  if (text === undefined) return 'silent';
  return text === APOLOGY.text ? 'apology' : way;
}

/** Kinds of answers that a newer one may replace: the person can look again. */
const REPLACEABLE: ReadonlySet<MessageKind> = new Set(['menu', 'name', 'nonsense', 'picture']);

const isReplaceable = (kind: MessageKind | undefined): boolean =>
  kind !== undefined && REPLACEABLE.has(kind);

const answerTo = (sid: string): string => `answer:${sid}`;

const MINUTE = 60_000;

/** On shutdown, texts that can be answered within this time still are. */
const DRAIN_MS = 3000;

/** After this time an answer is no longer useful. */
const ANSWER_TTL_MS = 10 * MINUTE;

interface StoredAnswer {
  /** The content of the response. */
  readonly response: Reply;
  readonly outcome: MessageOutcome;
}

export function createInboundHandler(dependencies: Dependencies): InboundHandler {
  const {
    inbox,
    converse,
    post,
    mustQueue,
    mergeQueued,
    updateSuppression,
    isSilenced,
    deadlineMs,
  } = dependencies;
  const { commit, rateLimit, resolveSender, countMessage, clock, time, log } = dependencies;
  const queues = createKeyedQueue();
  const responses = new Map<string, Promise<Reply>>();
  let isStopping = false;
  const deadlineTimer = createSharedDeadline(clock, deadlineMs);

  function apologise(err: unknown): Reply {
    log.error({ err }, 'a text could not be answered');
    return APOLOGY;
  }

  /** The queue is free for the next text while an answer is still pending. */
  async function handle(text: InboundMessage): Promise<Reply> {
    const { person, body, media } = text;
    const enqueue = <T>(job: () => Promise<T>) => queues.enqueue(person, job);
    const reply = await enqueue(async () => {
      const first = await converse(person, { body, media }).catch(apologise);
      return first.pending ? first : answer(text, first);
    });
    if (!reply.pending) return reply;
    reply.pending.catch(() => {}); // logged below, where it is awaited
    if (reply.text !== undefined) sendInterimNote(text, reply.text);
    const worded = await reply.pending.catch((err: unknown) => () => apologise(err));
    return enqueue(async () => answer(text, { ...worded(), kind: reply.kind }));
  }

  /** Sends a note that the answer takes longer; the response still waits for the answer itself. */
  function sendInterimNote({ sid, from, to }: InboundMessage, words: string): void {
    const address = formatAddress(from);
    const note = () => {
      if (isSilenced(address)) return;
      post(asText({ key: `note:${sid}`, to: address, from: to, body: words, kind: 'menu' }));
    };
    commit(note).catch((err: unknown) => log.error({ err }, 'a note could not be stored'));
  }

  /** Adds the answers that still wait for the same phone, where newer ones may replace them. */
  function withQueued(address: string, { text, segments, kind }: Reply): Reply {
    if (text === undefined || !isReplaceable(kind)) return { text, segments };
    const merged = mergeQueued(address, text);
    return merged === text ? { text, segments } : { text: merged };
  }

  /** Stores an answer: for the response if that still waits, else as a text of its own. */
  function store({ sid, from, to }: InboundMessage, reply: Reply): StoredAnswer {
    const address = formatAddress(from);
    const { kind } = reply;
    const { text, segments }: Reply = isSilenced(address) ? {} : reply;
    const isLate = text !== undefined && (inbox.isDeferred(sid) || mustQueue(address));
    if (!isLate) {
      const response = withQueued(address, { text, segments, kind });
      inbox.answer(sid, { text: response.text, kind }, 'response');
      return { response, outcome: outcomeOf(text, 'answered') };
    }
    inbox.answer(sid, { text, kind }, 'text');
    post(asText({ key: answerTo(sid), to: address, from: to, body: text, kind }));
    return { response: {}, outcome: outcomeOf(text, 'late') };
  }

  async function answer(text: InboundMessage, reply: Reply): Promise<Reply> {
    if (isStopping) return {};
    const { response, outcome } = await commit(() => store(text, reply));
    countMessage?.(reply.kind ?? 'unsorted', outcome);
    return response;
  }

  /** Stores an empty response to an opt-out keyword and to texts of people who opted out. Returns the kind of such a text. */
  function suppressOptedOut({ sid, from, body, optOut }: InboundMessage): MessageKind | undefined {
    const word = optOut ?? optOutKeyword(body);
    const address = formatAddress(from);
    updateSuppression(address, word);
    if (!word && !isSilenced(address)) return undefined;
    inbox.answer(sid, {}, 'response');
    return word ? 'carrier-word' : 'opted-out';
  }

  function begin(text: InboundMessage): Promise<Reply> {
    const decision = rateLimit(text.person);
    if (decision.is !== 'allowed') return answer(text, refusal(decision));
    const work = handle(text);
    work.catch((err: unknown) => {
      if (!isStopping) log.error({ err }, 'an answer could not be stored');
    });
    return work;
  }

  const respond = (text: InboundMessage, deadline: Promise<void>): Promise<Reply> =>
    Promise.race([begin(text), deadline.then(() => atDeadline(text.sid))]);

  const refusal = (decision: RateLimitDecision): Reply =>
    decision.is === 'limit-reached'
      ? {
          text: `Too many texts: ${decision.max} in ${decision.span}. I answer again at ${time.formatTime(decision.until)}.`,
        }
      : {};

  /** Returns the response at the deadline: empty unless an answer is stored by now. */
  async function atDeadline(sid: string): Promise<Reply> {
    if (isStopping) return {};
    return commit(() => {
      inbox.markDeferred(sid);
      return inbox.responseTo(sid) ?? {};
    });
  }

  const asText = ({ kind, ...text }: Words): LateAnswer => ({
    ...text,
    goodUntil: clock.now() + ANSWER_TTL_MS,
    isReplaceable: isReplaceable(kind),
  });

  /** Sends an answer as a text, unless the carrier has it: the response with it is lost, or may be. */
  function sendAgain({ sid, from, to, at, answer }: Unfinished, body: string): void {
    inbox.markSentSeparately(sid);
    post(asText({ key: answerTo(sid), to: from, from: to, body, kind: answer?.kind }), at);
  }

  /** Sends the answer as a text, now or when it is ready: the response did not get through. */
  function sendInstead(sid: string): void {
    const text = inbox.unfinishedOne(sid);
    if (text?.answer?.text !== undefined) sendAgain(text, text.answer.text);
    else inbox.markDeferred(sid);
  }

  /** Notifies the person that a text is lost: it is too old, or a process broke on it twice. */
  function sendLostNotice(text: Unfinished): void {
    const { sid, from, to } = text;
    inbox.markSentSeparately(sid);
    const body = lostTextNotice(text, time);
    post(asText({ key: answerTo(sid), to: from, from: to, body, kind: 'menu' }));
  }

  /** Resumes a text that an earlier process left unfinished. Returns the text if it has to be answered anew. */
  function resume(text: Unfinished): InboundMessage | undefined {
    const { sid, at, tries, answer } = text;
    const sender = resolveSender(text.from);
    if (!sender) inbox.markSentSeparately(sid);
    else if (clock.now() - at > ANSWER_TTL_MS || tries > 0) sendLostNotice(text);
    else if (answer?.text !== undefined) sendAgain(text, answer.text);
    else return retry({ ...text, ...sender });
    return undefined;
  }

  function retry(text: InboundMessage): InboundMessage | undefined {
    inbox.recordRetry(text.sid);
    return suppressOptedOut(text) ? undefined : text;
  }

  return {
    async handle(text) {
      using deadline = deadlineTimer.start();
      const { sid, from, to } = text;
      const received = { ...text, from: formatAddress(from), to, at: clock.now() };
      const { isNew, silenceReason } = await commit(() =>
        inbox.receive(received)
          ? { isNew: true, silenceReason: suppressOptedOut(text) }
          : { isNew: false, silenceReason: undefined },
      );
      if (silenceReason) {
        countMessage?.(silenceReason, 'silent');
        return {};
      }
      const known = isNew ? undefined : (inbox.responseTo(sid) ?? responses.get(sid));
      if (known) {
        countMessage?.('replay', 'repeated');
        return { ...(await known), isAgain: true };
      }

      const response = respond(text, deadline.expired);
      responses.set(sid, response);
      return await response.finally(() => responses.delete(sid));
    },

    onResponseSent(sid, outcome) {
      if (isStopping) return;
      const note = () => (outcome === 'taken' ? inbox.finish(sid) : sendInstead(sid));
      withTrace(sid, () => {
        commit(note).catch((err: unknown) =>
          log.error({ err }, 'the outcome of a response could not be stored'),
        );
      });
    },

    async recover() {
      const texts = inbox.unfinished();
      await Promise.all(
        texts.map((text) =>
          withTrace(text.sid, async () => {
            const again = await commit(() => resume(text));
            if (again) void begin(again).catch(() => {}); // logged by `begin`
          }),
        ),
      );
    },

    drain() {
      void clock.wait(DRAIN_MS).then(deadlineTimer.expireAll);
    },

    [Symbol.dispose]() {
      isStopping = true;
    },
  };
}
