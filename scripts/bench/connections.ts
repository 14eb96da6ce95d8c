import { PEOPLE } from './account.ts';
import { type Connection, openConnection } from './connection.ts';

/** One connection for each person; all are closed together. */
export interface Connections extends Disposable {
  readonly all: readonly Connection[];
}

/**
 * Opened for every measurement: servers close connections that are idle for seconds. Of several servers, each text goes to
 * one at random.
 */
export async function openConnections(...ports: readonly number[]): Promise<Connections> {
  using cleanup = new DisposableStack();
  const all = await Promise.all(PEOPLE.map(() => openSpread(ports)));
  for (const connection of all) cleanup.use(connection);
  const owned = cleanup.move();
  return { all, [Symbol.dispose]: () => owned.dispose() };
}

async function openSpread(ports: readonly number[]): Promise<Connection> {
  const connections = await Promise.all(ports.map(openConnection));
  return {
    async request(text) {
      const connection = connections[Math.floor(Math.random() * connections.length)];
      if (!connection) throw new Error('there is no server');
      return connection.request(text);
    },
    [Symbol.dispose]() {
      for (const connection of connections) connection[Symbol.dispose]();
    },
  };
}
