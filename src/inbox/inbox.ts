import type { Reply } from '../core/reply.ts';

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
}

/** Thrown for a signature that another text had before; nothing is written then. */
export class SignatureReused extends Error {
  override readonly name = 'SignatureReused';
}

/** The two ways for an answer: in the response to the webhook, or as a text of its own. */
export type DeliveryMode = 'response' | 'text';

/** A text that an earlier process did not finish. */
export interface Unfinished extends Omit<Received, 'signature'> {
  /** The answer that was to go out in the response; it is unknown whether it arrived. */
  readonly answer: Reply | undefined;
  /** The number of times it was resumed already. */
  readonly tries: number;
}

/**
 * Stores every text for good, so that a replay is recognised a year later. Its body and the answer
 * are kept only until `forgetBefore` deletes them.
 */
export interface Inbox {
  /**
   * Commits a text. Returns false when this id is stored already: then nothing is written. Throws `SignatureReused`
   * for a new id with the signature of another text.
   */
  receive(text: Received): boolean;
  /** Commits that its answer goes out as a text of its own as soon as it is ready. */
  markDeferred(sid: string): void;
  /** Commits the answer to it, and the way the answer goes. The first answer stands. */
  answer(sid: string, answer: Reply, way: DeliveryMode): void;
  /** Returns true when `markDeferred` was called for it. */
  isDeferred(sid: string): boolean;
  /**
   * Returns the response to its webhook, which is empty when the answer goes the other way;
   * `undefined` while that is open. Deleted answers are empty ones.
   */
  responseTo(sid: string): Reply | undefined;
  /** Commits that the response with its answer was received: there is nothing left to do. */
  finish(sid: string): void;
  /** Returns the texts without an answer, or with one in a response that may not have arrived; oldest first. */
  unfinished(): readonly Unfinished[];
  /** Returns the same for a single text. */
  unfinishedOne(sid: string): Unfinished | undefined;
  /** Commits that any further answer goes out as a text of its own: for the inbox the text is finished. */
  markSentSeparately(sid: string): void;
  /** Commits that a text is resumed once more. */
  recordRetry(sid: string): void;
  /** Returns the newest text from one of these addresses since then. */
  lastFrom(addresses: readonly string[], since: number): Pick<Received, 'from' | 'to'> | undefined;
  /** Deletes the bodies and answers of texts older than `at`, and returns their number. The ids stay. */
  forgetBefore(at: number): number;
}
