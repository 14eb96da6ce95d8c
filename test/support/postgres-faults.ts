import { connect, createServer, type Socket } from 'node:net';
import { listening } from '../adapters/backends/mcp/client/tool-server.ts';

/** A connection through the proxy: the client's side and the server's. */
interface Tunnel {
  readonly client: Socket;
  readonly server: Socket;
}

/** Cuts the connection whose client sends these words. */
interface Cut {
  readonly words: string;
  /** `before`: the server never gets them. `after`: it has answered, and the client never hears of it. */
  readonly when: 'before' | 'after';
}

interface PlannedCut extends Cut {
  readonly done: () => void;
}

/** A proxy in front of a database that fails as networks do. */
export interface FaultyProxy extends AsyncDisposable {
  /** The URL of the database, through the proxy. */
  readonly url: string;
  /** Ends all connections at once, also amid a statement. */
  readonly cut: () => void;
  /** Ends the next connection over which these words are sent; resolves when it has. */
  readonly cutAt: (cut: Cut) => Promise<void>;
  /** Returns the number of messages that clients have sent. */
  readonly messages: () => number;
  /** Calls back before the message of this number is forwarded, counted from now over all connections. */
  readonly atMessage: (number: number, work: () => void) => void;
  /** Ends all connections, and every new one. */
  readonly refuse: () => void;
  /** Accepts whatever is sent and new connections, and forwards nothing. */
  readonly stall: () => void;
  /** Ends the faults; what came while nothing was forwarded is forwarded now. */
  readonly goOn: () => void;
}

/** Starts a proxy on a free port, in front of the database of a URL. */
export async function startFaultyProxy(databaseUrl: string): Promise<FaultyProxy> {
  const target = new URL(databaseUrl);
  const tunnels = new Set<Tunnel>();
  let mode: 'forward' | 'refuse' | 'stall' = 'forward';
  let next: PlannedCut | undefined;

  let messages = 0;
  let messagesLeft = 0;
  let atZero = (): void => {};
  function countMessage(): void {
    messages += 1;
    if (messagesLeft === 0) return;
    messagesLeft -= 1;
    if (messagesLeft === 0) atZero();
  }

  const end = ({ client, server }: Tunnel): void => {
    if (!client.destroyed) client.resetAndDestroy();
    server.destroy();
  };

  function open(client: Socket): void {
    if (mode === 'refuse') {
      client.resetAndDestroy();
      return;
    }
    const tunnel = { client, server: connect(Number(target.port), target.hostname) };
    const { server } = tunnel;
    tunnels.add(tunnel);
    let isAnswerLost = false;

    function toServer(bytes: Buffer): void {
      countMessage();
      if (next && bytes.includes(next.words)) cutHere(next, bytes);
      else server.write(bytes);
    }

    function cutHere({ when, done }: PlannedCut, bytes: Buffer): void {
      next = undefined;
      if (when === 'before') {
        end(tunnel);
        done();
        return;
      }
      isAnswerLost = true;
      server.once('data', done);
      server.write(bytes);
    }

    function toClient(bytes: Buffer): void {
      if (isAnswerLost) end(tunnel);
      else client.write(bytes);
    }

    client.setNoDelay(true).on('data', toServer);
    server.setNoDelay(true).on('data', toClient);
    joinEnds(tunnel, server);
    joinEnds(tunnel, client);
    if (mode === 'stall') for (const socket of [client, server]) socket.pause();
  }

  /** Ends the other side with this one, after all that it was sent. */
  function joinEnds(tunnel: Tunnel, socket: Socket): void {
    const other = socket === tunnel.client ? tunnel.server : tunnel.client;
    socket.on('error', () => end(tunnel));
    socket.on('close', () => {
      tunnels.delete(tunnel);
      other.end();
    });
  }

  const proxy = createServer(open);
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${await listening(proxy)}`;
  const cut = () => {
    for (const tunnel of tunnels) end(tunnel);
  };
  return {
    url: url.href,
    cut,
    cutAt({ words, when }) {
      const { promise, resolve } = Promise.withResolvers<void>();
      next = { words, when, done: resolve };
      return promise;
    },
    messages: () => messages,
    atMessage(number, work) {
      [messagesLeft, atZero] = [number, work];
    },
    refuse() {
      mode = 'refuse';
      cut();
    },
    stall() {
      mode = 'stall';
      for (const { client, server } of tunnels) for (const it of [client, server]) it.pause();
    },
    goOn() {
      mode = 'forward';
      for (const { client, server } of tunnels) for (const it of [client, server]) it.resume();
    },
    async [Symbol.asyncDispose]() {
      cut();
      await proxy[Symbol.asyncDispose]();
    },
  };
}
