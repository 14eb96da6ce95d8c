import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A backend that answers everything with an error in which it repeats whatever it was sent. */
export interface Parrot extends AsyncDisposable {
  readonly url: URL;
  /** Its answers wait for this. */
  gate: Promise<void>;
}

export async function startParrot(adds: string): Promise<Parrot> {
  const server = createServer(async (request, response) => {
    const said = await text(request);
    await parrot.gate;
    const { url, headers } = request;
    const words = JSON.stringify({ error: adds, authorization: headers.authorization, ...headers });
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`${words} ${url} ${said}`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const parrot: Parrot = {
    url: new URL(`http://127.0.0.1:${port}`),
    gate: Promise.resolve(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
  return parrot;
}
