import type { Channel } from '../core/address.ts';

/** A text as it is billed. */
export interface Billed {
  readonly channel: Channel;
  readonly media: number;
  readonly segments: number;
}

/** Twilio's list prices in the US, carrier fees not included. @see https://www.twilio.com/en-us/sms/pricing/us */
const CENTS = {
  segment: 0.83,
  picture: { in: 1, out: 2.2 },
  whatsapp: 0.5,
} as const;

/** Returns true for messages that are billed as a whole, and not by their segments. */
export const isWhole = ({ channel, media }: Pick<Billed, 'channel' | 'media'>): boolean =>
  channel === 'whatsapp' || media > 0;

/** Returns the list price of a text; the real bill may differ. */
export function listCents({ channel, media, segments }: Billed, way: 'in' | 'out'): number {
  if (channel === 'whatsapp') return CENTS.whatsapp;
  return media > 0 ? CENTS.picture[way] : CENTS.segment * segments;
}
