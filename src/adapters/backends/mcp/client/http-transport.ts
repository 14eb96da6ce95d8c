import type { BoundedFetch } from '../../../http-client/bounded-fetch.ts';
import type { HttpEndpoint } from './endpoint.ts';
import { createJsonInspection } from './inspect-json.ts';
import type { McpTransport } from './mcp-transport.ts';
import { noStreamIn } from './no-stream.ts';
import type { TokenSource } from './token-exchange.ts';

/** Limits of a transport; both functions are called once per request. */
export interface TransportBounds {
  /** Returns the function to call with the reason when an answer ends early. */
  readonly onBroken: () => (cause: unknown) => void;
  readonly maxBytes: () => number;
}

interface Dependencies {
  readonly endpoint: HttpEndpoint;
  readonly url: URL;
  readonly web: BoundedFetch;
  readonly tokens: TokenSource | undefined;
  readonly bounds: TransportBounds;
}

/** All answers of an SSE session come over one stream; after this much of it, a new session begins. */
const MAX_STREAM_BYTES = 50 * 1024 * 1024;

/** Statuses of a wrong address or key, which the SDK reports itself. */
const REPORTED_BY_SDK: ReadonlySet<number> = new Set([401, 403, 404, 405]);

/** Streamable HTTP: one address, sessions by header. */
export async function openHttpTransport(dependencies: Dependencies): Promise<McpTransport> {
  const sdk = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const transport = new sdk.StreamableHTTPClientTransport(dependencies.url, {
    requestInit: { headers: plainHeaders(dependencies.endpoint) },
    fetch: fetchFor(dependencies),
  });
  return { transport, errorScope: 'one', terminate: () => transport.terminateSession() };
}

/** The older SSE transport: a stream to read from, and another address to post to. */
export async function openSseTransport(dependencies: Dependencies): Promise<McpTransport> {
  const sdk = await import('@modelcontextprotocol/sdk/client/sse.js');
  const boundedFetch = fetchFor({
    ...dependencies,
    bounds: { ...dependencies.bounds, maxBytes: () => MAX_STREAM_BYTES },
  });
  const checkedFetch: typeof boundedFetch = async (target, init = {}) => {
    const response = await boundedFetch(target, init);
    if (init.method === 'POST') return response;
    const noStream = await noStreamIn(response, new URL(target));
    if (noStream && !REPORTED_BY_SDK.has(response.status)) dependencies.bounds.onBroken()(noStream);
    return response;
  };
  // oxlint-disable-next-line typescript/no-deprecated -- some servers support nothing newer
  const transport = new sdk.SSEClientTransport(dependencies.url, {
    requestInit: { headers: plainHeaders(dependencies.endpoint) },
    fetch: checkedFetch,
  });
  return { transport, errorScope: 'all' };
}

const plainHeaders = ({ headers = new Map() }: HttpEndpoint): Record<string, string> =>
  Object.fromEntries([...headers].map(([name, value]) => [name, value.reveal()]));

/** A bounded `fetch` that adds the token for which the key was exchanged. */
function fetchFor({ web, tokens, bounds }: Dependencies) {
  return async (target: string | URL, init: RequestInit = {}): Promise<Response> => {
    const limits = {
      maxBytes: bounds.maxBytes(),
      onBroken: bounds.onBroken(),
      inspect: createJsonInspection,
    };
    if (!tokens) return web.fetch(target, init, limits);

    const headers = new Headers(init.headers);
    const signal = init.signal ?? new AbortController().signal;
    headers.set('authorization', `Bearer ${await tokens.token(signal)}`);
    const response = await web.fetch(target, { ...init, headers }, limits);
    if (response.status === 401) tokens.invalidate();
    return response;
  };
}
