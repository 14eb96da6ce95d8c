import type { DeliveryState } from '../channels/delivery-state.ts';
import type { OutboundMessage } from '../channels/outbound-message.ts';

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

/** A step of a text, with everything that is committed together with it. */
export interface Settlement {
  readonly change: Change;
  /** The carrier's code with which its phone is suppressed from now on. */
  readonly suppress?: number | undefined;
  /** True when the carrier certainly did not accept the attempt, so that it does not count. */
  readonly isAttemptCanceled?: boolean | undefined;
  /** The price of the attempt as the carrier reports it, which replaces that of the list. */
  readonly billedMicros?: number | undefined;
  readonly at: number;
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
  /** Missing where costs are not counted. */
  readonly charge?: TextCharge | undefined;
}

/** The cost of an attempt, in millionths of a dollar. */
export interface TextCharge {
  /** `2026-11` */
  readonly month: string;
  readonly micros: number;
  /** The most that the month may cost with it; missing for a text that goes out in any case. */
  readonly limitMicros?: number | undefined;
}

/** A text that is not with the carrier yet. */
export interface QueuedText {
  /** The time at which it was committed. */
  readonly at: number;
  readonly due: number;
  readonly code: number | undefined;
}

/** Stores the texts that the relay starts itself. Every call is one decision, committed when it resolves. */
export interface Outbox {
  /** Adds a text. `possiblyOutSince`: the carrier may have got it already, by another way. */
  add(text: OutboundMessage, at: number, possiblyOutSince?: number): Promise<void>;
  /** Calls the listener after every commit that added a text. */
  onAdded(listener: () => void): void;
  get(id: number): Promise<OutboxText | undefined>;
  hasSid(sid: string): Promise<boolean>;
  /**
   * Returns the next text to send, or to search for. Texts to one phone keep their order: one that is
   * not with the carrier yet holds up those behind it.
   */
  nextToSend(now: number): Promise<OutboxText | undefined>;
  /** Returns the next text whose status is to be fetched. */
  nextToAsk(now: number): Promise<OutboxText | undefined>;
  /** Returns the next time at which a further text becomes due. */
  nextDue(now: number): Promise<number | undefined>;
  /** Merges the answers that wait for the same phone into the newest of them; returns false when there are none to merge. */
  mergeWaiting(to: string): Promise<boolean>;
  /**
   * Begins an attempt to send, and charges for it: from now on the carrier may have the text. Its next step is at `due`.
   * Returns `gone` when it does not wait any more, and `over-limit` when the month does not pay for it: that ends the text.
   */
  handOver(text: HandingOver, at: number, due: number): Promise<'begun' | 'gone' | 'over-limit'>;
  /** Applies a step to a text that is still in the state it was decided for; returns false when it is not. */
  settle(was: Pick<OutboxText, 'id' | 'state' | 'attempts'>, step: Settlement): Promise<boolean>;
  /** Puts off the next step of a text. */
  postpone(id: number, due: number): Promise<void>;
  /** Moves the times of all open texts after the clock was set by so much. Returns the number of texts. */
  shift(ms: number): Promise<number>;
  /** Returns the first text in the queue of each phone, the oldest first; a hundred at most. */
  queued(): Promise<readonly QueuedText[]>;
  /** Returns when a channel last reported that a text was delivered; `undefined` when none ever did. */
  lastReceiptAt(): Promise<number | undefined>;
  /** Returns the newest time at which anything was committed or sent. */
  newestAt(): Promise<number | undefined>;
  handedSince(at: number): Promise<Traffic>;
  /** Returns when this sender can send again, at one segment a second. */
  freeAt(from: string): Promise<number>;

  /** Counts the texts committed since then by their state. */
  count(since: number): Promise<ReadonlyMap<DeliveryState, number>>;
  /** Returns the errors since then: each code with its latest time. */
  errorsSince(since: number): Promise<readonly { readonly code: number; readonly at: number }[]>;
  forgetBefore(at: number): Promise<number>;
}
