import type { CarrierState } from './delivery-state.ts';

/** One text on its way to a carrier. Addresses are written as carriers write them. */
export interface SendAttempt {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** The URL for delivery reports, if they are wanted. */
  readonly reportTo?: string;
  /** The carrier must not deliver it later than this. */
  readonly validForSec: number;
}

/** A text to search for: one that was sent, or the response to a webhook. */
export interface Wanted extends Pick<SendAttempt, 'to' | 'body'> {
  readonly way: 'sent' | 'reply';
}

/** The state of a text that the carrier has. */
export interface DeliveryReport {
  readonly sid: string;
  readonly state: CarrierState;
  /** The carrier's code for the reason why it was not delivered. */
  readonly code?: number | undefined;
  /** The price that the carrier reports, in millionths of a dollar, once it knows that. */
  readonly micros?: number | undefined;
}

export type SendOutcome =
  | { readonly kind: 'taken'; readonly report: DeliveryReport }
  /** Certainly not accepted. */
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unreachable'; readonly cause: string }
  /** No answer, or an unclear one: the carrier may have the text or not. */
  | { readonly kind: 'unknown'; readonly cause: string };

/** The connection to a carrier. The outbox defines it, adapters implement it. Nothing of it throws. */
export interface Transport {
  readonly send: (text: SendAttempt) => Promise<SendOutcome>;
  /** Returns the texts like this one that the carrier received since then; `undefined` when it did not answer. */
  readonly find: (text: Wanted, since: number) => Promise<readonly DeliveryReport[] | undefined>;
  /** Returns the state of a text; `unknown-id` when the carrier has no such text, `undefined` without an answer. */
  readonly ask: (sid: string) => Promise<DeliveryReport | 'unknown-id' | undefined>;
}
