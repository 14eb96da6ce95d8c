import { PEOPLE } from './account.ts';
import { type Connection, openConnection } from './connection.ts';

/** One connection for each person; all are closed together. */
export interface Connections extends Disposable {
  readonly all: readonly Connection[];
}

/** Opened for every measurement: servers close connections that are idle for seconds. */
export async function openConnections(port: number): Promise<Connections> {
  using cleanup = new DisposableStack();
  const all = await Promise.all(PEOPLE.map(() => openConnection(port)));
  for (const connection of all) cleanup.use(connection);
  const owned = cleanup.move();
  return { all, [Symbol.dispose]: () => owned.dispose() };
}
