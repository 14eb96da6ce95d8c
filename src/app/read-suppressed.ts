import type { Clock } from '../core/clock.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { replyAddressFor } from '../inbox/reply-address.ts';
import type { Suppressions } from '../outbox/suppressions.ts';
import type { Person } from '../people/person.ts';

type IsSuppressed = (inbox: Pick<Inbox, 'lastFrom'>, person: Person) => Promise<boolean>;

/** Returns a test for people whom no text reaches now, because of a STOP or of their number: others have to hear in their place. */
export async function readSuppressed(
  suppressions: Pick<Suppressions, 'all'>,
  clock: Pick<Clock, 'now'>,
): Promise<IsSuppressed> {
  const suppressed = new Set((await suppressions.all()).map(({ address }) => address));
  return async (inbox, person) =>
    suppressed.size > 0 && suppressed.has((await replyAddressFor(inbox, person, clock.now())).to);
}
