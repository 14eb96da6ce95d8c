/** How much a text matters once the month's limit is used up: which of them still go out is decided when they are sent. */
export const IMPORTANCES = [
  /** About a critical alert, a lock, or the limit itself. */
  'critical',
  /** A question that waits for a person's code. */
  'code',
  /** The answer to a text, or the result of what it asked for. */
  'answer',
  'other',
] as const;

export type Importance = (typeof IMPORTANCES)[number];

/** A text to be sent to a phone. Addresses are written as carriers write them. */
export interface OutboundMessage {
  /** Identifies the text: a second one with the same key is not stored. */
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
  /** `other` when it is missing. */
  readonly importance?: Importance | undefined;
}
