import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The answer of a test: a status and a body, or what is done with the response. */
export type RecordedAnswer =
  | { readonly status?: number; readonly body: string; readonly headers?: Record<string, string> }
  | ((response: ServerResponse) => void);

export interface RecordedServer extends AsyncDisposable {
  readonly url: URL;
  readonly requests: readonly RecordedRequest[];
}

/** Starts a server that answers as the function says; it remembers what it was asked. */
export async function startRecorded(
  answer: (request: RecordedRequest) => RecordedAnswer,
): Promise<RecordedServer> {
  const requests: RecordedRequest[] = [];
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body: await readText(incoming) };
    requests.push(request);
    const given = answer(request);
    if (typeof given === 'function') given(response);
    else response.writeHead(given.status ?? 200, given.headers).end(given.body);
  }
  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
