import { z } from 'zod';
import type { Inbox } from '../../../inbox/inbox.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const Row = z.object({ sender: z.string(), recipient: z.string().nullable() });

/** The most of the newest texts that are looked at. */
const MAX_TEXTS = 10_000;

const FIND = statement(
  `SELECT sender, recipient FROM (SELECT * FROM inbox ORDER BY id DESC LIMIT ${MAX_TEXTS}) AS newest
   WHERE sender = ANY($1) AND at >= $2 ORDER BY id DESC LIMIT 1`,
);

/** Finds the newest text from somebody. */
export const createLastSender = (
  connection: Pick<PgConnection, 'rows'>,
): Pick<Inbox, 'lastFrom'> => ({
  async lastFrom(addresses, since) {
    const row = await firstRow(connection, FIND, addresses, since);
    if (!row) return undefined;
    const { sender, recipient } = Row.parse(row);
    return { from: sender, to: recipient ?? undefined };
  },
});
