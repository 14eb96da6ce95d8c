import type { BoundedFetch } from '../../../http-client/bounded-fetch.ts';
import type { Endpoint } from './endpoint.ts';
import type { TransportBounds } from './http-transport.ts';
import type { McpTransport } from './mcp-transport.ts';
import { trackRequests } from './requests.ts';
import { type McpSession, openSession } from './session.ts';
import { openStdioTransport } from './stdio-transport.ts';
import type { TokenSource } from './token-exchange.ts';
import { isUnsupportedTransport, transportCandidates } from './transport-candidates.ts';

const MAX_INITIALIZE_BYTES = 256 * 1024;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

interface Dependencies {
  readonly endpoint: Endpoint;
  readonly web: BoundedFetch;
  readonly tokens: TokenSource | undefined;
  readonly timeoutMs: number;
  /** Called with what a program writes to its standard error. */
  readonly onStderr: (words: string) => void;
}

/** Opens sessions with one server, over the transport that it turned out to support. */
export function createOpener(dependencies: Dependencies): () => Promise<McpSession> {
  const { endpoint, web, tokens, timeoutMs, onStderr } = dependencies;
  if (endpoint.kind === 'stdio') {
    return () => initialize((bounds) => openStdioTransport(endpoint, bounds, onStderr), timeoutMs);
  }
  let candidates = transportCandidates(endpoint);

  return async () => {
    const causes: unknown[] = [];
    for (const { url, open } of candidates) {
      try {
        const openTransport = (bounds: TransportBounds) =>
          open({ endpoint, url, web, tokens, bounds });
        const session = await initialize(openTransport, timeoutMs);
        candidates = [{ url, open }];
        return session;
      } catch (cause) {
        causes.push(cause);
        if (!isUnsupportedTransport(cause)) break;
      }
    }
    candidates = transportCandidates(endpoint);
    throw causes.find((it) => !isUnsupportedTransport(it)) ?? causes[0];
  };
}

/** Initializes a session. The answer to `initialize` is short; later answers may be longer. */
async function initialize(
  open: (bounds: TransportBounds) => Promise<McpTransport>,
  timeoutMs: number,
): Promise<McpSession> {
  const requests = trackRequests();
  let maxBytes = MAX_INITIALIZE_BYTES;
  const mcpTransport = await open({ onBroken: requests.failRequest, maxBytes: () => maxBytes });
  // The SDK only reports a broken or unreadable stream here, and would let the request wait for ever.
  mcpTransport.transport.onerror = (cause) => {
    if (mcpTransport.errorScope === 'all') requests.failAll(cause);
    else requests.failRequest()(cause);
  };
  const session = await openSession({ mcpTransport, requests, timeoutMs });
  maxBytes = MAX_ANSWER_BYTES;
  return session;
}
