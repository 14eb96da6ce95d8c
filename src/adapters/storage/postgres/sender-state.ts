import { z } from 'zod';
import type { Received } from '../../../inbox/inbox.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import { QUEUED } from './outbox-table.ts';

/** Everything about a sender that may keep an answer out of the response. */
export interface StateOfSender {
  readonly isSuspended: boolean;
  /** The code by which the sender gets no texts. */
  readonly suppressedBy: number | undefined;
  /** True while a text waits to be sent to the same phone. */
  readonly isQueued: boolean;
}

const Row = z.object({
  is_suspended: z.boolean(),
  suppressed_by: z.number().nullable(),
  is_queued: z.boolean(),
});

const SELECT = statement(
  `SELECT
     EXISTS (SELECT 1 FROM suspended_person WHERE person = ANY($1)) AS is_suspended,
     (SELECT code FROM suppression WHERE address = $2) AS suppressed_by,
     EXISTS (SELECT 1 FROM outbox WHERE recipient = $2 AND ${QUEUED}) AS is_queued`,
);

export async function readStateOfSender(
  connection: Pick<PgConnection, 'rows'>,
  { from, suspensionKeys }: Pick<Received, 'from' | 'suspensionKeys'>,
): Promise<StateOfSender> {
  const row = Row.parse(await firstRow(connection, SELECT, suspensionKeys, from));
  return {
    isSuspended: row.is_suspended,
    suppressedBy: row.suppressed_by ?? undefined,
    isQueued: row.is_queued,
  };
}
