import type { Reply } from '../core/reply.ts';

/** One text as it came in. `sid` is the carrier's id for it: the same text, the same id. */
export interface Received {
  readonly sid: string;
  /** Who wrote it and which address of ours they wrote to, as carriers write them. */
  readonly from: string;
  readonly to: string | undefined;
  readonly body: string;
  readonly media: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The carrier's signature of the request that brought it. */
  readonly signature?: string | undefined;
}

/** A signature that came with another text before: nothing is written. */
export class SignatureReused extends Error {
  override readonly name = 'SignatureReused';
}

/** How an answer goes out: in the response to the webhook, or as a text of its own. */
export type DeliveryMode = 'response' | 'text';

/** A text that an earlier process did not see through to the end. */
export interface Unfinished extends Omit<Received, 'signature'> {
  /** What was going to be said in the response; nobody knows whether it got there. */
  readonly answer: Reply | undefined;
  /** How often it was taken up again already. */
  readonly tries: number;
}

/**
 * Remembers every text for good, so that a replay is recognised a year later. What was written in
 * it and what we said is kept only until `forgetBefore` drops it.
 */
export interface Inbox {
  /**
   * Commit a text. `false` when this id is known already: then nothing is written. Throws `SignatureReused`
   * for a new id with the signature of another.
   */
  receive(text: Received): boolean;
  /** Commit that its answer goes out as a text of its own, whenever that is ready. */
  markDeferred(sid: string): void;
  /** Commit what is going to be said to it, and how. The first answer stands. */
  answer(sid: string, answer: Reply, way: DeliveryMode): void;
  /** Whether its answer was promised to go out as a text of its own. */
  isPromised(sid: string): boolean;
  /**
   * What the response to its webhook says, which is nothing when the answer goes another way;
   * `undefined` while that is open. Forgotten answers are empty ones.
   */
  responseTo(sid: string): Reply | undefined;
  /** The response with its answer was taken: there is nothing left to do. */
  finish(sid: string): void;
  /** Texts without an answer, or with one in a response that nobody knows to be taken; oldest first. */
  unfinished(): readonly Unfinished[];
  /** The same of a single text. */
  unfinishedOne(sid: string): Unfinished | undefined;
  /** Whatever is still to be said to it goes out as a text of its own: here it is done with. */
  markSentSeparately(sid: string): void;
  /** Commit that a text is taken up once more. */
  recordRetry(sid: string): void;
  /** The newest text from one of these addresses, if it came since then. */
  lastFrom(addresses: readonly string[], since: number): Pick<Received, 'from' | 'to'> | undefined;
  /** Drop the bodies and answers of texts older than `at`. Their ids stay. Returns how many. */
  forgetBefore(at: number): number;
}
