import { z } from 'zod';
import type { Received } from '../../../inbox/inbox.ts';
import type { SenderState } from '../sender-state.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import { QUEUED } from './outbox-table.ts';

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

export async function readSenderState(
  connection: Pick<PgConnection, 'rows'>,
  { from, suspensionKeys }: Pick<Received, 'from' | 'suspensionKeys'>,
): Promise<SenderState> {
  const row = Row.parse(await firstRow(connection, SELECT, suspensionKeys, from));
  return {
    isSuspended: row.is_suspended,
    suppressedBy: row.suppressed_by ?? undefined,
    isQueued: row.is_queued,
  };
}
