import { formatAddress } from '../core/address.ts';
import type { Person } from '../people/person.ts';
import type { Inbox } from './inbox.ts';

/** The addresses of a text to a person; without `from` it goes out from the relay's usual one. */
export interface ReplyAddresses {
  readonly to: string;
  readonly from?: string | undefined;
}

/** WhatsApp accepts no free text to a person whose last message is older than this. */
const WHATSAPP_WINDOW_MS = 24 * 60 * 60_000;

/** Returns the address a person texted from last; after a day without a text, the first of theirs. */
export async function replyAddressFor(
  inbox: Pick<Inbox, 'lastFrom'>,
  { addresses }: Pick<Person, 'addresses'>,
  now: number,
): Promise<ReplyAddresses> {
  const last = await inbox.lastFrom(addresses.map(formatAddress), now - WHATSAPP_WINDOW_MS);
  return last ? { to: last.from, from: last.to } : { to: formatAddress(addresses[0]) };
}
