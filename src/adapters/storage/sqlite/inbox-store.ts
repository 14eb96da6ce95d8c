import { hash } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import type { OutboundMessage } from '../../../channels/outbound-message.ts';
import type { Reply } from '../../../core/reply.ts';
import {
  type Inbox,
  type InboxAnswer,
  type InboxText,
  type Receipt,
  type Received,
  type SeparateText,
  SignatureReused,
  type StoredAnswer,
} from '../../../inbox/inbox.ts';
import { mergeAnswers } from '../../../outbox/merge-answers.ts';
import { mustQueue } from '../../../outbox/must-queue.ts';
import { isOptedOut } from '../../../outbox/suppression-change.ts';
import type { MainConnection } from './connection.ts';
import { type AnswerColumns, createInboxTable } from './inbox-table.ts';
import { createKnownIds } from './known-ids.ts';
import { createLastSender } from './last-sender.ts';
import type { Additions } from './outbox-store.ts';
import { createOutboxTable, QUEUED } from './outbox-table.ts';
import { createSuppressionTable } from './suppression-table.ts';

const HOUR = 60 * 60_000;

export interface InboxRules {
  /** The most texts that the relay starts itself in an hour. */
  readonly textsPerHour: number;
  readonly additions: Additions;
}

/** Everything that may keep an answer out of the response. */
interface Circumstances {
  readonly isSuspended: boolean;
  /** The code by which the sender gets no texts. */
  readonly suppressedBy: number | undefined;
  /** True while a text waits to be sent to the same phone. */
  readonly isQueued: boolean;
}

type Sender = Pick<Received, 'sid' | 'from' | 'suspensionKeys'>;

interface TextState {
  /** The number of the text, once it is decided about. */
  id: number | undefined;
  /** The answer that was given before the text itself was written. */
  early: InboxAnswer | undefined;
  /** The form in which that answer was stored. */
  stored: StoredAnswer | undefined;
  isDecided: boolean;
}

/** Stores the inbox in SQLite. */
export function createInboxStore(connection: MainConnection, rules: InboxRules): Inbox {
  const { sql, read, write } = connection;
  const { textsPerHour, additions } = rules;
  const texts = createInboxTable(connection);
  const knownIds = createKnownIds(connection);
  const outbox = createOutboxTable(connection);
  const suppressions = createSuppressionTable(connection);
  const circumstances = new Map<number, StatementSync>();

  /** Reads the circumstances of a sender in one statement. */
  function look({ from, suspensionKeys }: Sender): Circumstances {
    const { length } = suspensionKeys;
    const select = circumstances.get(length) ?? sql.prepare(circumstancesOf(length));
    circumstances.set(length, select);
    const row = select.get(...suspensionKeys, from, from); // on the way of every text: no schema
    const code = row?.['suppressed_by'];
    return {
      isSuspended: row?.['is_suspended'] !== 0,
      suppressedBy: typeof code === 'number' ? code : undefined,
      isQueued: row?.['is_queued'] !== 0,
    };
  }

  /** Applies an opt-out keyword, and returns why a text gets no answer. */
  function silence(
    { from, optOut, at }: Omit<Received, 'signature'>,
    before: Circumstances,
  ): Receipt {
    const isOut = isOptedOut(before);
    if (optOut || before.suppressedBy !== undefined) suppressions.apply(from, optOut, at);
    if (optOut) return { is: 'silenced', kind: 'carrier-word' };
    return isOut ? { is: 'silenced', kind: 'opted-out' } : { is: 'new' };
  }

  /** Decides which way an answer goes, and adds it to the outbox if that is its way. */
  function place(given: InboxAnswer, isDeferred: boolean, now: Circumstances): StoredAnswer {
    const { reply, asText, at } = given;
    if (asText === undefined || now.isSuspended || isOptedOut(now)) {
      return { response: {}, way: 'silent' };
    }
    if (isDeferred || (now.isQueued && isBehind(asText.to, at))) {
      outbox.add(asText, at);
      return { response: {}, way: 'text' };
    }
    const whole = { text: asText.body, segments: reply.segments };
    return { response: now.isQueued ? merge(asText, whole) : whole, way: 'response' };
  }

  /** Returns true when an answer must queue behind a text that leaves for this phone within seconds. */
  function isBehind(address: string, now: number): boolean {
    const backlog = outbox.backlog(address);
    if (!backlog) return false;
    const room = textsPerHour - outbox.handedSince(now - HOUR).texts;
    return mustQueue(backlog, { now, room });
  }

  /** Adds the answers that still wait for the same phone, where newer ones may replace them. */
  function merge({ to, body, isReplaceable }: OutboundMessage, whole: Reply): Reply {
    const older = isReplaceable ? outbox.replaceable(to) : [];
    if (older.length === 0) return whole;
    outbox.supersede(older);
    return {
      text: mergeAnswers(
        older.map((text) => text.body),
        body,
      ),
    };
  }

  /** Stores a new text, with its answer if that is known in the same moment. */
  function receive(text: Received, state: TextState): Receipt {
    const now = look(text);
    if (now.isSuspended) return { is: 'suspended' };
    const known = knownIds.find(text.sid);
    if (known !== undefined) {
      state.id = known;
      return { is: 'known', response: texts.get(known).response };
    }
    const digest = unusedDigest(text.signature);
    const receipt = silence(text, now);
    const early = receipt.is === 'new' ? state.early : SILENCE;
    const stored = early && place(early, false, now);
    const id = texts.add(text, digest, early && stored && columnsOf(early, stored));
    knownIds.add({ id, sid: text.sid, digest });
    state.id = id;
    state.stored = stored;
    return receipt;
  }

  /** Returns the digest of a signature that no other text had. */
  function unusedDigest(signature: string | undefined): string | undefined {
    if (signature === undefined) return undefined;
    const digest = digestOf(signature);
    if (!knownIds.hasSignature(digest)) return digest;
    throw new SignatureReused('the signature belongs to another MessageSid');
  }

  function resume(text: Omit<Received, 'signature'>, state: TextState): Receipt {
    const id = idOf(text.sid);
    state.id = id;
    texts.retry(id);
    const now = look(text);
    const receipt: Receipt = now.isSuspended ? { is: 'suspended' } : silence(text, now);
    if (receipt.is !== 'new') texts.sendSeparately(id);
    return receipt;
  }

  function idOf(sid: string): number {
    const id = knownIds.find(sid);
    if (id === undefined) throw new Error('a text that was never received');
    return id;
  }

  function end(id: number, instead?: SeparateText): void {
    texts.sendSeparately(id);
    if (instead) outbox.add(instead.text, instead.at, instead.possiblyOutSince);
  }

  /** Creates a text of this process; `decide` stores it, and may run more than once. */
  function createText(text: Sender, decide: (state: TextState) => Receipt): InboxText {
    const state: TextState = {
      id: undefined,
      early: undefined,
      stored: undefined,
      isDecided: false,
    };
    const receipt = write(() => {
      state.stored = undefined;
      return decide(state);
    }).then((decided) => {
      state.isDecided = true;
      return decided;
    });
    receipt.catch(() => {}); // the caller hears of it by the same promise

    /** Runs a decision about the text, once it is stored; a text that is not has nothing to decide. */
    async function ifStored<T>(work: (id: number) => T): Promise<T | undefined> {
      await receipt;
      const { id } = state;
      return id === undefined ? undefined : write(() => work(id));
    }

    function storeLate(id: number, given: InboxAnswer): StoredAnswer {
      const present = texts.get(id);
      if (present.isAnswered) return { response: present.response ?? {}, way: 'silent' };
      const stored = place(given, present.isSeparate, look(text));
      texts.answer(id, columnsOf(given, stored));
      return stored;
    }

    async function store(given: InboxAnswer): Promise<StoredAnswer | undefined> {
      const isEarly = !state.isDecided && !state.early;
      if (isEarly) state.early = given;
      if ((await receipt).is !== 'new') return undefined;
      return isEarly && state.stored ? state.stored : ifStored((id) => storeLate(id, given));
    }

    return {
      receipt,
      async answer(given) {
        const stored = await store(given);
        if (stored?.way === 'text') additions.announce();
        return stored;
      },
      async defer() {
        const response = await ifStored((id) => {
          texts.defer(id);
          return texts.get(id).response;
        });
        return response ?? {};
      },
      async acknowledge() {
        await receipt;
        if (state.id !== undefined) texts.finishSoon(state.id);
      },
      async sendSeparately(toText) {
        await ifStored((id) => {
          const unfinished = texts.unfinishedOne(id);
          if (unfinished?.answer?.text === undefined) texts.defer(id);
          else end(id, toText(unfinished));
        });
        additions.announce();
      },
    };
  }

  return {
    receive: (text) => createText(text, (state) => receive(text, state)),
    unfinished: () => write(texts.unfinished),
    resume: (text) => createText(text, (state) => resume(text, state)),
    async finish(sid, instead) {
      await write(() => end(idOf(sid), instead));
      if (instead) additions.announce();
    },
    lastFrom: createLastSender(connection).lastFrom,
    answersSince: (at) => read(() => texts.answersSince(at)),
    forgetBefore: (at) => write(() => texts.forgetBefore(at)),
  };
}

const SILENCE: InboxAnswer = { reply: {}, at: 0 };

const circumstancesOf = (keys: number): string =>
  `SELECT
     EXISTS (SELECT 1 FROM suspended_person WHERE person IN (${Array(keys).fill('?').join(', ')})) AS is_suspended,
     (SELECT code FROM silence WHERE address = ?) AS suppressed_by,
     EXISTS (SELECT 1 FROM outbox WHERE recipient = ? AND ${QUEUED}) AS is_queued`;

/** Returns the columns of an answer. The words are stored with the text even when they go another way. */
function columnsOf({ reply }: InboxAnswer, { response, way }: StoredAnswer): AnswerColumns {
  const words = way === 'text' ? reply.text : response.text;
  return {
    answer: words ?? null,
    kind: reply.kind ?? null,
    way: way === 'text' ? 'text' : 'response',
    done: way === 'response' ? 0 : 1,
  };
}

/** A digest is enough to recognise a signature, which itself is not stored. */
const digestOf = (signature: string): string => hash('sha256', signature, 'hex').slice(0, 32);
