import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './network-of.ts';

interface Connection {
  readonly network: string;
  /** Counts up with every connection and every whole request. */
  usedAt: number;
  /** Signed requests whose answers are under way. */
  held: number;
}

/** What keeps a connection from being the next to give way. */
export interface ConnectionLimit {
  /** A whole request has come over it. */
  readonly use: (socket: Socket) => void;
  /** Keeps it until the response is out. */
  readonly hold: (response: ServerResponse) => void;
}

/**
 * So many connections at once. Where one more comes, another gives way: of the address that has the most, the
 * one that has brought nothing for longest. So nobody can keep Twilio out by holding all of them, and a proxy,
 * which is one address for everybody, loses none but those that bring nothing.
 */
export function limitConnections(server: Server, most: number): ConnectionLimit {
  const open = new Map<Socket, Connection>();
  let moment = 0;

  server.on('connection', (socket) => {
    moment += 1;
    open.set(socket, { network: networkOf(socket.remoteAddress ?? ''), usedAt: moment, held: 0 });
    socket.once('close', () => open.delete(socket));
    if (open.size > most) giveWay(socket);
  });

  function giveWay(newest: Socket): void {
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
      moment += 1;
      if (connection) connection.usedAt = moment;
    },

    hold(response) {
      const connection = response.socket && open.get(response.socket);
      if (!connection) return;
      connection.held += 1;
      response.once('close', () => {
        connection.held -= 1;
      });
    },
  };
}
