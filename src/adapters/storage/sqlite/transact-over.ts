import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transact } from '../../../store/transact.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';

/** Gives work the stores that `open` creates, inside of a transaction. They are created once. */
export function transactOver<Stores extends object>(
  { inside, transact }: Pick<Database, 'inside' | 'transact'>,
  open: (connection: Connection) => Stores,
): Transact<Stores> {
  const stores = open(inside);
  // The work runs later, but still with the trace id of its caller.
  return (work) => transact(AsyncLocalStorage.bind(({ after }) => work({ ...stores, after })));
}
