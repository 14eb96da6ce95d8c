import type { Switch } from './fault-switches.ts';
import type { Bill } from './pricing.ts';
import type { CarrierProblemReport } from './problems.ts';

/** One thing on the screen of a phone. */
export interface PhoneMessage extends Bill {
  readonly id: string;
  /** Whose phone it is on. */
  readonly number: string;
  readonly at: number;
  /** What the person wrote, what arrived, or what the carrier has to say in the margin. */
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

/** What changes on the phones, as it happens. */
export type PhoneEvent =
  | { readonly kind: 'bubble'; readonly bubble: PhoneMessage }
  | { readonly kind: 'typing'; readonly number: string; readonly on: boolean }
  | { readonly kind: 'switches'; readonly switches: readonly Switch[] }
  | { readonly kind: 'total'; readonly total: Total };
