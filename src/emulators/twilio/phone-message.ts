import type { Switch } from './fault-switches.ts';
import type { Bill } from './pricing.ts';
import type { CarrierProblemReport } from './problems.ts';

/** One entry on the screen of a phone. */
export interface PhoneMessage extends Bill {
  readonly id: string;
  /** The number of the phone. */
  readonly number: string;
  readonly at: number;
  /** A text the person wrote, a text that arrived, or a notice of the carrier. */
  readonly kind: 'said' | 'heard' | 'notice';
  readonly channel: 'sms' | 'whatsapp';
  readonly body: string;
  readonly media: number;
  readonly state: 'sending' | 'sent' | 'delivered' | 'failed';
  readonly problem?: CarrierProblemReport;
}

export interface Total {
  readonly texts: number;
  readonly segments: number;
  readonly cents: number;
}

/** A change on the phones. */
export type PhoneEvent =
  | { readonly kind: 'bubble'; readonly message: PhoneMessage }
  | { readonly kind: 'typing'; readonly number: string; readonly on: boolean }
  | { readonly kind: 'switches'; readonly switches: readonly Switch[] }
  | { readonly kind: 'total'; readonly total: Total };
