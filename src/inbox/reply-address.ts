import { addressesOf } from '../channels/address.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Inbox } from './inbox.ts';

/** The addresses of a text to a person; without `from` it goes out from the relay's usual one. */
export interface ReplyAddresses {
  readonly to: string;
  readonly from?: string | undefined;
}

/** WhatsApp accepts no free text to a person whose last message is older than this. */
const WHATSAPP_WINDOW_MS = 24 * 60 * 60_000;

/** Returns the address a person texted from last; after a day without a text their phone number. */
export function replyAddressFor(
  inbox: Pick<Inbox, 'lastFrom'>,
  person: PhoneNumber,
  now: number,
): ReplyAddresses {
  const last = inbox.lastFrom(addressesOf(person), now - WHATSAPP_WINDOW_MS);
  return last ? { to: last.from, from: last.to } : { to: person };
}
