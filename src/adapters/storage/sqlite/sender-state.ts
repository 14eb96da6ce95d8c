import type { StatementSync } from 'node:sqlite';
import type { Received } from '../../../inbox/inbox.ts';
import type { SenderState } from '../sender-state.ts';
import type { Connection } from './connection.ts';
import { QUEUED } from './outbox-table.ts';

export type ReadSenderState = (sender: Pick<Received, 'from' | 'suspensionKeys'>) => SenderState;

/** Reads the state of a sender in one statement, which runs for every text. */
export function createSenderStateReader({ sql }: Pick<Connection, 'sql'>): ReadSenderState {
  const statements = new Map<number, StatementSync>();

  return ({ from, suspensionKeys }) => {
    const { length } = suspensionKeys;
    const select = statements.get(length) ?? sql.prepare(selectFor(length));
    statements.set(length, select);
    const row = select.get(...suspensionKeys, from, from); // runs for every text: no schema, for speed
    const code = row?.['suppressed_by'];
    return {
      isSuspended: row?.['is_suspended'] !== 0,
      suppressedBy: typeof code === 'number' ? code : undefined,
      isQueued: row?.['is_queued'] !== 0,
    };
  };
}

const selectFor = (keys: number): string =>
  `SELECT
     EXISTS (SELECT 1 FROM suspended_person WHERE person IN (${Array(keys).fill('?').join(', ')})) AS is_suspended,
     (SELECT code FROM silence WHERE address = ?) AS suppressed_by,
     EXISTS (SELECT 1 FROM outbox WHERE recipient = ? AND ${QUEUED}) AS is_queued`;
