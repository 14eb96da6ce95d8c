import { addressesOf } from '../channels/address.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Inbox } from './inbox.ts';

/** Where a text of ours goes to, and from which address of ours; nothing: from the usual one. */
export interface ReplyAddresses {
  readonly to: string;
  readonly from?: string | undefined;
}

/** WhatsApp takes no text from us to somebody who has been silent for longer. */
const HEARD_MS = 24 * 60 * 60_000;

/** A person is where they texted from last; one who has been silent for a day is on their phone. */
export function replyAddressFor(
  inbox: Pick<Inbox, 'lastFrom'>,
  person: PhoneNumber,
  now: number,
): ReplyAddresses {
  const last = inbox.lastFrom(addressesOf(person), now - HEARD_MS);
  return last ? { to: last.from, from: last.to } : { to: person };
}
