import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A backend that answers everything with an error in which it repeats whatever it was sent. */
export interface EchoServer extends AsyncDisposable {
  readonly url: URL;
  /** Its answers wait for this. */
  gate: Promise<void>;
}

export async function startEchoServer(adds: string): Promise<EchoServer> {
  const server = createServer((request, response) => void repeat(request, response));

  async function repeat(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said = await text(request);
    await echoServer.gate;
    const { url, headers } = request;
    const words = JSON.stringify({ error: adds, authorization: headers.authorization, ...headers });
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`${words} ${url} ${said}`);
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('it does not listen');
  const echoServer: EchoServer = {
    url: new URL(`http://127.0.0.1:${address.port}`),
    gate: Promise.resolve(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
  return echoServer;
}
