import { type PhoneNumber, parsePhoneNumber } from './phone-number.ts';

/** The channels on which people text by phone number. */
export const CHANNELS = ['sms', 'whatsapp', 'rcs'] as const;

export type Channel = (typeof CHANNELS)[number];

/** The way to reach somebody on one channel. Carriers write it as `+15551234567` or `whatsapp:+15551234567`. */
export interface Address {
  readonly channel: Channel;
  readonly number: PhoneNumber;
}

/** Parses an address; `undefined` when it does not belong to a phone number. */
export function parseAddress(text: string): Address | undefined {
  const [, prefix = 'sms', rest = ''] = /^(?:([a-z]+):)?([^:]+)$/i.exec(text) ?? [];
  const channel = CHANNELS.find((name) => name === prefix.toLowerCase());
  const number = parsePhoneNumber(rest);
  return channel && number.ok ? { channel, number: number.value } : undefined;
}

export const formatAddress = ({ channel, number }: Address): string =>
  channel === 'sms' ? number : `${channel}:${number}`;
