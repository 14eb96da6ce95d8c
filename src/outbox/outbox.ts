import type { DeliveryState } from '../channels/delivery-state.ts';

/** A text that the relay wants to get to a phone. Addresses are written as carriers write them. */
export interface OutboundMessage {
  /** The same text, the same key: it is committed once. */
  readonly key: string;
  readonly to: string;
  /** The relay's own address, when it is not the usual one. */
  readonly from?: string | undefined;
  readonly body: string;
  /** After this it would be a lie, or no use. */
  readonly goodUntil: number;
  /** The text because of which it goes out; nothing when the relay starts it by itself. */
  readonly trip?: string | undefined;
  /** While it waits, a newer text to the same phone may take it in, or take its place. */
  readonly isReplaceable?: boolean | undefined;
}

/** A text of the outbox, and how far it got. Times are epoch milliseconds. */
export interface OutboxText extends OutboundMessage {
  readonly id: number;
  /** One of its own when no other text is behind it. */
  readonly trip: string;
  readonly state: DeliveryState;
  /** How often it was handed to the carrier. */
  readonly attempts: number;
  /** Since when the carrier may have it. */
  readonly handedAt: number | undefined;
  readonly sid: string | undefined;
  readonly code: number | undefined;
}

/** What becomes of a text; fields not named stay as they are. */
export interface Change {
  readonly state?: DeliveryState;
  /** The carrier's id. Nothing: the carrier has it no longer, or not yet. */
  readonly sid?: string | undefined;
  readonly code?: number | undefined;
  /** When something is to be done about it next. */
  readonly due?: number;
}

/** What waits to be handed over, as seen from one phone that something waits for. */
export interface Backlog {
  /** When the oldest text for this phone was committed. */
  readonly oldestAt: number;
  /** How many texts wait, for whomever; beyond ten they are not counted. */
  readonly texts: number;
}

/** What was handed over lately, by one sender or all. */
export interface Traffic {
  readonly texts: number;
  readonly firstAt: number;
}

/** One handover: the how-many-th of this text, by which of our addresses. */
export interface HandingOver {
  readonly id: number;
  readonly attempts: number;
  readonly from: string;
  readonly segments: number;
}

/** Texts that the relay starts itself. Calls that change something belong into a transaction. */
export interface Outbox {
  /** Commit a text. `possiblyOutSince`: the carrier may have got it already, by another way. */
  add(text: OutboundMessage, at: number, possiblyOutSince?: number): void;
  get(id: number): OutboxText | undefined;
  knows(sid: string): boolean;
  /**
   * The text that is to be handed over next, or looked for. Texts to one phone keep their order: one
   * that is not with the carrier yet holds up those behind it.
   */
  nextToSend(now: number): OutboxText | undefined;
  /** The text that the carrier is to be asked about next. */
  nextToAsk(now: number): OutboxText | undefined;
  /** When there will be something more to do than now. */
  nextDue(now: number): number | undefined;
  change(id: number, change: Change): void;
  /** Nothing when no text for this phone waits. */
  backlog(to: string): Backlog | undefined;
  /** The texts for this phone that wait and may be replaced, oldest first. */
  replaceable(to: string): readonly OutboxText[];
  /** A newer text took their place, or took them in. */
  supersede(texts: readonly Pick<OutboxText, 'id'>[]): void;
  /** Another body for a text that was not handed over yet. */
  rewrite(id: number, body: string): void;
  /** The clock was set by so much: what is still open moves along. Returns how many texts. */
  shift(ms: number): number;
  /** The newest time at which anything was committed or handed over. */
  newestAt(): number | undefined;

  /**
   * It is about to be handed over: from now on the carrier may have it. Look at it again at `due`.
   * `false` when it does not wait any more.
   */
  handOver(text: HandingOver, at: number, due: number): boolean;
  /** It certainly was not taken, and does not count. */
  takeBack(text: Pick<HandingOver, 'id' | 'attempts'>): void;
  handedSince(at: number): Traffic;
  /** When this sender's line is free again, at one segment a second. */
  freeAt(from: string): number;

  /** How many texts are in each state, of those committed since then. */
  count(since: number): ReadonlyMap<DeliveryState, number>;
  /** What went wrong last, by code, since then. */
  troubles(since: number): readonly { readonly code: number; readonly at: number }[];
  forgetBefore(at: number): number;
}
