import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transact } from '../../../store/transact.ts';
import { type Connection, immediate } from './connection.ts';
import type { Database } from './database.ts';

/** Gives work the stores that `open` creates, inside of a transaction. They are created once. */
export function transactOver<Stores extends object>(
  { sql, transact }: Pick<Database, 'sql' | 'transact'>,
  open: (connection: Connection) => Stores,
): Transact<Stores> {
  const stores = open(immediate(sql));
  // The work runs later, but still with the trace id of its caller.
  return (work) => transact(AsyncLocalStorage.bind(({ after }) => work({ ...stores, after })));
}
