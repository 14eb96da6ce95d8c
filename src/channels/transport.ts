import type { CarrierState } from './delivery-state.ts';

/** One text on its way to a carrier. Addresses are written as carriers write them. */
export interface SendAttempt {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Where the carrier tells how it goes on, if anybody wants to hear it. */
  readonly reportTo?: string;
  /** After this it shall not be delivered any more. */
  readonly validForSec: number;
}

/** A text to look for: one we sent, or one that a webhook was answered with. */
export interface Wanted extends Pick<SendAttempt, 'to' | 'body'> {
  readonly way: 'sent' | 'reply';
}

/** What a carrier says about a text it has. */
export interface DeliveryReport {
  readonly sid: string;
  readonly state: CarrierState;
  /** Why it was not delivered. */
  readonly code?: number | undefined;
}

export type SendOutcome =
  | { readonly kind: 'taken'; readonly report: DeliveryReport }
  /** Certainly not taken. */
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unreachable'; readonly cause: string }
  /** No answer, or one that does not tell: the carrier may have it or not. */
  | { readonly kind: 'unknown'; readonly cause: string };

/** The way to the phones. Written here, by the outbox; adapters obey it. Nothing of it throws. */
export interface Transport {
  readonly send: (text: SendAttempt) => Promise<SendOutcome>;
  /** Texts like this one that the carrier has got since then. Nothing: it did not answer. */
  readonly find: (text: Wanted, since: number) => Promise<readonly DeliveryReport[] | undefined>;
  /** How it stands with a text; `unheard-of` when the carrier does not know it. Nothing: no answer. */
  readonly ask: (sid: string) => Promise<DeliveryReport | 'unknown-id' | undefined>;
}
