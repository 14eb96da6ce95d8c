import type { DeliveryState } from '../channels/delivery-state.ts';

/** A text to be sent to a phone. Addresses are written as carriers write them. */
export interface OutboundMessage {
  /** Identifies the text: a second one with the same key is not committed. */
  readonly key: string;
  readonly to: string;
  /** The relay's address to send from, when it is not the usual one. */
  readonly from?: string | undefined;
  readonly body: string;
  /** After this time it would be untrue or useless. */
  readonly goodUntil: number;
  /** The id of the incoming text that caused it; `undefined` when the relay starts it by itself. */
  readonly trip?: string | undefined;
  /** While it waits, it may be merged into, or replaced by, a newer text to the same phone. */
  readonly isReplaceable?: boolean | undefined;
}

/** A text of the outbox with its state. Times are epoch milliseconds. */
export interface OutboxText extends OutboundMessage {
  readonly id: number;
  /** An id of its own when no incoming text caused it. */
  readonly trip: string;
  readonly state: DeliveryState;
  /** The number of attempts to send it. */
  readonly attempts: number;
  /** The time since which the carrier may have it. */
  readonly handedAt: number | undefined;
  readonly sid: string | undefined;
  readonly code: number | undefined;
}

/** A change of a text; fields not named stay as they are. */
export interface Change {
  readonly state?: DeliveryState;
  /** The carrier's id; `undefined` when the carrier does not have it yet, or any more. */
  readonly sid?: string | undefined;
  readonly code?: number | undefined;
  /** The time of the next step. */
  readonly due?: number;
}

/** The texts that wait to be sent, from the point of view of one phone. */
export interface Backlog {
  /** The time at which the oldest waiting text for this phone was committed. */
  readonly oldestAt: number;
  /** The number of all waiting texts to any phone; beyond ten they are not counted. */
  readonly texts: number;
}

/** The texts that were sent lately, by one sender or all. */
export interface Traffic {
  readonly texts: number;
  readonly firstAt: number;
}

/** One attempt to send a text: its number, and the address of the relay it goes out from. */
export interface HandingOver {
  readonly id: number;
  readonly attempts: number;
  readonly from: string;
  readonly segments: number;
}

/** Stores the texts that the relay starts itself. Calls that change something must run in a transaction. */
export interface Outbox {
  /** Adds a text. `possiblyOutSince`: the carrier may have got it already, by another way. */
  add(text: OutboundMessage, at: number, possiblyOutSince?: number): void;
  get(id: number): OutboxText | undefined;
  hasSid(sid: string): boolean;
  /**
   * Returns the next text to send, or to search for. Texts to one phone keep their order: one that is
   * not with the carrier yet holds up those behind it.
   */
  nextToSend(now: number): OutboxText | undefined;
  /** Returns the next text whose status is to be fetched. */
  nextToAsk(now: number): OutboxText | undefined;
  /** Returns the next time at which a further text becomes due. */
  nextDue(now: number): number | undefined;
  change(id: number, change: Change): void;
  /** Returns `undefined` when no text for this phone waits. */
  backlog(to: string): Backlog | undefined;
  /** Returns the texts for this phone that wait and may be replaced, oldest first. */
  replaceable(to: string): readonly OutboxText[];
  /** Ends texts that were merged into, or replaced by, a newer one. */
  supersede(texts: readonly Pick<OutboxText, 'id'>[]): void;
  /** Replaces the body of a text that was not sent yet. */
  rewrite(id: number, body: string): void;
  /** Moves the times of all open texts after the clock was set by so much. Returns the number of texts. */
  shift(ms: number): number;
  /** Returns the newest time at which anything was committed or sent. */
  newestAt(): number | undefined;

  /**
   * Begins an attempt to send: from now on the carrier may have the text. Its next step is at `due`.
   * Returns false when it does not wait any more.
   */
  handOver(text: HandingOver, at: number, due: number): boolean;
  /** Cancels an attempt that the carrier certainly did not accept, so that it does not count. */
  cancelAttempt(text: Pick<HandingOver, 'id' | 'attempts'>): void;
  handedSince(at: number): Traffic;
  /** Returns when this sender can send again, at one segment a second. */
  freeAt(from: string): number;

  /** Counts the texts committed since then by their state. */
  count(since: number): ReadonlyMap<DeliveryState, number>;
  /** Returns the errors since then: each code with its latest time. */
  errorsSince(since: number): readonly { readonly code: number; readonly at: number }[];
  forgetBefore(at: number): number;
}
