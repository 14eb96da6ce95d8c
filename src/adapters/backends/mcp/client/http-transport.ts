import type { BoundedFetch } from '../../../http-client/bounded-fetch.ts';
import type { HttpEndpoint } from './endpoint.ts';
import { createJsonInspection } from './inspect-json.ts';
import type { McpTransport } from './mcp-transport.ts';
import { noStreamIn } from './no-stream.ts';
import type { TokenSource } from './token-exchange.ts';

/** Both are asked for anew with every request. */
export interface LineBounds {
  /** Who hears why an answer ended early. */
  readonly onBroken: () => (cause: unknown) => void;
  readonly maxBytes: () => number;
}

interface Dependencies {
  readonly reach: HttpEndpoint;
  readonly url: URL;
  readonly web: BoundedFetch;
  readonly tokens: TokenSource | undefined;
  readonly bounds: LineBounds;
}

/** All answers of a session come over one stream; after this much of it, a new session begins. */
const MAX_STREAM_BYTES = 50 * 1024 * 1024;

/** Nobody is there, or nobody who lets us in: the SDK tells of that itself. */
const WRONG_PLACE: ReadonlySet<number> = new Set([401, 403, 404, 405]);

/** Streamable HTTP: one address, sessions by header. */
export async function openHttpTransport(parts: Dependencies): Promise<McpTransport> {
  const sdk = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const transport = new sdk.StreamableHTTPClientTransport(parts.url, {
    requestInit: { headers: plainHeaders(parts.reach) },
    fetch: fetchFor(parts),
  });
  return { transport, troubles: 'one', leave: () => transport.terminateSession() };
}

/** The older way: a stream to listen to, and another address to post to. */
export async function openSseTransport(parts: Dependencies): Promise<McpTransport> {
  const sdk = await import('@modelcontextprotocol/sdk/client/sse.js');
  const ask = fetchFor({
    ...parts,
    bounds: { ...parts.bounds, maxBytes: () => MAX_STREAM_BYTES },
  });
  const listening: typeof ask = async (target, init = {}) => {
    const response = await ask(target, init);
    if (init.method === 'POST') return response;
    const fault = await noStreamIn(response, new URL(target));
    if (fault && !WRONG_PLACE.has(response.status)) parts.bounds.onBroken()(fault);
    return response;
  };
  // oxlint-disable-next-line typescript/no-deprecated -- some servers know nothing newer
  const transport = new sdk.SSEClientTransport(parts.url, {
    requestInit: { headers: plainHeaders(parts.reach) },
    fetch: listening,
  });
  return { transport, troubles: 'all' };
}

const plainHeaders = ({ headers = new Map() }: HttpEndpoint): Record<string, string> =>
  Object.fromEntries([...headers].map(([name, value]) => [name, value.reveal()]));

/** HTTP within bounds, with the token that the key was exchanged for. */
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
    if (response.status === 401) tokens.forget();
    return response;
  };
}
