import type { OutboundMessage } from '../channels/outbound-message.ts';
import type { FittedAnswer, SessionRow } from '../core/reply.ts';
import type { OptOutKeyword } from './opt-out-keywords.ts';

/** One text as received. `sid` is the carrier's id: every delivery of the same text has the same one. */
export interface Received {
  readonly sid: string;
  /** The sender, and the address of the relay that received it, as carriers write them. */
  readonly from: string;
  readonly to: string | undefined;
  readonly body: string;
  readonly media: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The carrier's signature of the request that delivered it. */
  readonly signature?: string | undefined;
  /** STOP, START or HELP, when the text is one of them. */
  readonly optOut?: OptOutKeyword | undefined;
  /** The id and the numbers of the sender: a lock-out of any of them is theirs. */
  readonly suspensionKeys: readonly string[];
}

/** Thrown for a signature that another text had before; nothing is written then. */
export class SignatureReused extends Error {
  override readonly name = 'SignatureReused';
}

/** The decision about a text, once it is on the disk. */
export type Receipt =
  /** It is to be handled. */
  | { readonly is: 'new' }
  /**
   * It was delivered before; `response` is missing while its answer is open. `later` waits for that of another replica, and
   * resolves to an empty response when it does not come in time.
   */
  | {
      readonly is: 'known';
      readonly response: FittedAnswer | undefined;
      readonly later?: (expired: Promise<void>) => Promise<FittedAnswer>;
    }
  /** An opt-out keyword, or a text of somebody who opted out: stored with an empty answer. */
  | { readonly is: 'silenced'; readonly kind: 'carrier-word' | 'opted-out' }
  /** Of somebody who is locked out: nothing is stored. */
  | { readonly is: 'suspended' };

/** An answer, in either form: the response to the webhook, or a text of its own. */
export interface InboxAnswer {
  readonly reply: FittedAnswer;
  /** Missing when there is nothing to say. */
  readonly asText?: OutboundMessage | undefined;
  readonly at: number;
  /** The session of the person after this answer, where sessions are stored. */
  readonly session?: SessionRow | undefined;
}

/** A text that goes out in place of a response. */
export interface SeparateText {
  readonly text: OutboundMessage;
  readonly at: number;
  /** The carrier may have it already, since then: it is looked for first. */
  readonly possiblyOutSince?: number | undefined;
}

/** The answer as it was stored: the response, and the way that the words go. */
export interface StoredAnswer {
  readonly response: FittedAnswer;
  /** `stale`: another replica has moved the person on, nothing is stored, and the answer has to be made again. */
  readonly way: 'response' | 'text' | 'silent' | 'stale';
}

/** A text that this process received or resumed. Its answer belongs to it alone: the first one stands. */
export interface InboxText {
  /** Resolves when the text is on the disk. */
  readonly receipt: Promise<Receipt>;
  /** Resolves to true when the text is on the disk and is to be handled; to false also when it cannot be stored. */
  readonly isNew: Promise<boolean>;
  /**
   * Stores the answer; given in the moment of the text, it is committed together with it. It goes into the response,
   * unless that went out without it or an earlier text leaves for the same phone within seconds. Changes nothing, and
   * resolves to `undefined`, for a text that is not new.
   */
  answer(answer: InboxAnswer): Promise<StoredAnswer | undefined>;
  /**
   * Decides that an answer goes out as a text of its own, unless one is stored by now. Returns the response, which is
   * empty without an answer.
   */
  defer(): Promise<FittedAnswer>;
  /** The response with the answer was received: there is nothing left to do. */
  acknowledge(): Promise<void>;
  /**
   * Sends the answer as a text: its response is lost, or may be. Without an answer yet, that goes out as a text when it
   * is ready.
   */
  sendSeparately(toText: (text: UnfinishedText) => SeparateText): Promise<void>;
}

/** A text without an answer, or with one in a response that may not have arrived. */
export interface UnfinishedText extends Omit<Received, 'signature' | 'optOut' | 'suspensionKeys'> {
  /** The answer that was to go out in the response; it is unknown whether it arrived. */
  readonly answer: FittedAnswer | undefined;
  /** The number of times it was resumed already. */
  readonly tries: number;
}

/** The answers to one address. */
export interface AnswersOfAddress {
  readonly from: string;
  readonly answers: number;
  readonly firstAt: number;
}

/**
 * Stores every text for good, so that a replay is recognised a year later. Its body and the answer
 * are kept only until `forgetBefore` deletes them.
 */
export interface Inbox {
  /** Stores a text, and decides whether it is to be handled. */
  receive(text: Received): InboxText;
  /** Returns the texts that a process which has ended left unfinished; oldest first. */
  readonly unfinished: () => Promise<readonly UnfinishedText[]>;
  /** Stores that a text is handled once more; its answer goes out as a text of its own. */
  resume(text: Omit<Received, 'signature'>): InboxText;
  /** Ends a text. Its answer, or what is said in place of it, goes out as a text, if anything does. */
  finish(sid: string, instead?: SeparateText): Promise<void>;
  /** Returns the newest text from one of these addresses since then. */
  readonly lastFrom: (
    addresses: readonly string[],
    since: number,
  ) => Promise<Pick<Received, 'from' | 'to'> | undefined>;
  /** Returns how many answers went to each address since then, and when the first of those texts came. */
  answersSince(at: number): Promise<readonly AnswersOfAddress[]>;
  /** Deletes the bodies and answers of texts older than `at`, and returns their number. The ids stay. */
  forgetBefore(at: number): Promise<number>;
}
