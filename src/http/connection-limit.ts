import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './network-of.ts';

interface Connection {
  readonly network: string;
  /** The counter value of its last use: the counter grows with every connection and every complete request. */
  usedAt: number;
  /** The number of signed requests without a response yet. */
  held: number;
}

/** Protects connections from being closed in favour of new ones. */
export interface ConnectionLimit {
  /** Marks a connection as used, when a complete request has arrived. */
  readonly use: (socket: Socket) => void;
  /** Keeps the connection of a response open until the response is sent. */
  readonly hold: (response: ServerResponse) => void;
}

/**
 * Limits the number of connections. When one more arrives, another is closed: of the network with the most, the
 * one unused for the longest time. So no attacker can keep Twilio out by holding all of them, and a proxy, which
 * is one address for all its clients, loses only unused connections.
 */
export function limitConnections(server: Server, most: number): ConnectionLimit {
  const open = new Map<Socket, Connection>();
  let counter = 0;

  server.on('connection', (socket) => {
    counter += 1;
    open.set(socket, { network: networkOf(socket.remoteAddress ?? ''), usedAt: counter, held: 0 });
    socket.once('close', () => open.delete(socket));
    if (open.size > most) closeLeastUseful(socket);
  });

  function closeLeastUseful(newest: Socket): void {
    const socket = leastUseful() ?? newest;
    open.delete(socket);
    socket.destroy();
  }

  function leastUseful(): Socket | undefined {
    const sizes = new Map<string, number>();
    for (const { network } of open.values()) sizes.set(network, (sizes.get(network) ?? 0) + 1);
    const sizeOf = ({ network }: Connection) => sizes.get(network) ?? 0;
    const [first] = [...open]
      .filter(([, { held }]) => held === 0)
      .toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a) || a.usedAt - b.usedAt);
    return first?.[0];
  }

  return {
    use(socket) {
      const connection = open.get(socket);
      counter += 1;
      if (connection) connection.usedAt = counter;
    },

    hold(response) {
      const connection = response.socket && open.get(response.socket);
      if (!connection) return;
      connection.held += 1;
      response.on('close', () => {
        connection.held -= 1;
      });
    },
  };
}
