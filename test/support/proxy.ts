import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { listening } from '../adapters/backends/mcp/client/tool-server.ts';

/** A proxy that opens tunnels to the names it knows, refuses all others, and remembers who asked for what. */
export interface PretendProxy extends AsyncDisposable {
  readonly url: URL;
  /** `api.twilio.com:443` for each tunnel that was asked for. */
  readonly asked: string[];
  /** What was shown to be let in. */
  readonly credentials: string[];
  /** Answers like this in place of what it would do. */
  status: number | undefined;
}

/** `places`: what is behind a name, such as `{ 'pve.test:8006': upstream.url }`. */
export async function startProxy(places: Readonly<Record<string, URL>>): Promise<PretendProxy> {
  const server = createServer((_, response) => void response.writeHead(405).end());
  const sockets = new Set<Duplex>();
  const proxy = {
    asked: [] as string[],
    credentials: [] as string[],
    status: undefined as PretendProxy['status'],
    url: new URL('http://127.0.0.1'),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };

  const keep = (socket: Duplex) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  };

  server.on('connect', ({ url = '', headers }: IncomingMessage, socket: Duplex) => {
    keep(socket);
    proxy.asked.push(url);
    proxy.credentials.push(headers['proxy-authorization'] ?? '');
    const place = places[url];
    if (proxy.status !== undefined || !place) {
      socket.end(`HTTP/1.1 ${proxy.status ?? 403} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const line = connect(Number(place.port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      line.pipe(socket).pipe(line);
    });
    keep(line);
    line.once('error', () => socket.destroy());
  });

  const port = await listening(server);
  proxy.url = new URL(`http://127.0.0.1:${port}`);
  return proxy;
}
