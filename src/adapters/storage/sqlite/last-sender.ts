import { z } from 'zod';
import type { Inbox, Received } from '../../../inbox/inbox.ts';
import type { Connection } from './connection.ts';

const Row = z.object({ sender: z.string(), recipient: z.string().nullable(), at: z.int() });

/** The most of the newest texts that are looked at. They are in order of arrival, unless the clock was set. */
const MAX_TEXTS = 10_000;
const MAX_DISORDER_MS = 60 * 60_000;

/** Finds the newest text from somebody. */
export function createLastSender({ sql, read }: Connection): Pick<Inbox, 'lastFrom'> {
  const newest = sql.prepare(
    `SELECT sender, recipient, at FROM inbox ORDER BY id DESC LIMIT ${MAX_TEXTS}`,
  );

  function lastFrom(
    addresses: readonly string[],
    since: number,
  ): Pick<Received, 'from' | 'to'> | undefined {
    for (const row of newest.iterate()) {
      const { sender, recipient, at } = Row.parse(row);
      if (at < since - MAX_DISORDER_MS) return undefined;
      if (at >= since && addresses.includes(sender)) {
        return { from: sender, to: recipient ?? undefined };
      }
    }
    return undefined;
  }

  return { lastFrom: (addresses, since) => read(() => lastFrom(addresses, since)) };
}
