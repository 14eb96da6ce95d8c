import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The way of one client to a server over TCP, which can break. */
export interface Link extends AsyncDisposable {
  readonly port: number;
  /** Cuts all connections. */
  readonly cut: () => void;
  /** Lets nothing through any more, in either direction; connections stay open. */
  readonly stall: () => void;
  readonly goOn: () => void;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/** Opens a way to this port of the same machine. */
export async function openLink(target: number, port = 0): Promise<Link> {
  const pairs = new Set<Pair>();
  let isStalled = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
    if (isStalled) pause(pair);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a link has no port');

  function pause({ near, far }: Pair): void {
    near.unpipe(far).pause();
    far.unpipe(near).pause();
  }

  function cut(): void {
    for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
  }

  return {
    port: address.port,
    cut,
    stall() {
      isStalled = true;
      for (const pair of pairs) pause(pair);
    },
    goOn() {
      isStalled = false;
      for (const { near, far } of pairs) {
        near.pipe(far);
        far.pipe(near);
      }
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
