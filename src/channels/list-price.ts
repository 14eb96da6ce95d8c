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

/** Twilio's list price of a US number for a month. @see https://www.twilio.com/en-us/sms/pricing/us */
const NUMBER_CENTS = { local: 115, tollFree: 215 } as const;

const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)/;

/** Returns true for messages that are billed as a whole, and not by their segments. */
export const isWhole = ({ channel, media }: Pick<Billed, 'channel' | 'media'>): boolean =>
  channel === 'whatsapp' || media > 0;

/** Returns the list price of a text; the real bill may differ. */
export function listCents({ channel, media, segments }: Billed, way: 'in' | 'out'): number {
  if (channel === 'whatsapp') return CENTS.whatsapp;
  return media > 0 ? CENTS.picture[way] : CENTS.segment * segments;
}

/** Returns the list price of a number for a month; `undefined` outside of the US and Canada, where prices differ by country. */
export function numberCents(number: string): number | undefined {
  if (!number.startsWith('+1')) return undefined;
  return TOLL_FREE.test(number) ? NUMBER_CENTS.tollFree : NUMBER_CENTS.local;
}

const MICROS_PER_CENT = 10_000;

/** Returns the list price of a text in millionths of a dollar. */
export const listMicros = (text: Billed, way: 'in' | 'out'): number =>
  Math.round(listCents(text, way) * MICROS_PER_CENT);
