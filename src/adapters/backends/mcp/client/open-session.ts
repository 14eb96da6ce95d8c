import type { BoundedFetch } from '../../../http-client/bounded-fetch.ts';
import type { Endpoint } from './endpoint.ts';
import type { LineBounds } from './http-transport.ts';
import type { McpTransport } from './mcp-transport.ts';
import { trackRequests } from './requests.ts';
import { type McpSession, openSession } from './session.ts';
import { openStdioTransport } from './stdio-transport.ts';
import type { TokenSource } from './token-exchange.ts';
import { isUnsupportedTransport, transportCandidates } from './transport-candidates.ts';

const MAX_INTRODUCTION_BYTES = 256 * 1024;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

interface Dependencies {
  readonly reach: Endpoint;
  readonly web: BoundedFetch;
  readonly tokens: TokenSource | undefined;
  readonly timeoutMs: number;
  /** Hears what a program says beside its answers. */
  readonly mutters: (words: string) => void;
}

/** Opens sessions with one server, in the way that it turned out to understand. */
export function createOpener(parts: Dependencies): () => Promise<McpSession> {
  const { reach, web, tokens, timeoutMs, mutters } = parts;
  if (reach.kind === 'stdio') {
    return () => introduce((bounds) => openStdioTransport(reach, bounds, mutters), timeoutMs);
  }
  let ways = transportCandidates(reach);

  return async () => {
    const troubles: unknown[] = [];
    for (const { url, open } of ways) {
      try {
        const openLine = (bounds: LineBounds) => open({ reach, url, web, tokens, bounds });
        const session = await introduce(openLine, timeoutMs);
        ways = [{ url, open }];
        return session;
      } catch (cause) {
        troubles.push(cause);
        if (!isUnsupportedTransport(cause)) break;
      }
    }
    ways = transportCandidates(reach);
    throw troubles.find((it) => !isUnsupportedTransport(it)) ?? troubles[0];
  };
}

/** Nobody needs many words to introduce themselves; an answer may be longer. */
async function introduce(
  open: (bounds: LineBounds) => Promise<McpTransport>,
  timeoutMs: number,
): Promise<McpSession> {
  const requests = trackRequests();
  let maxBytes = MAX_INTRODUCTION_BYTES;
  const line = await open({ onBroken: requests.blameOne, maxBytes: () => maxBytes });
  // The SDK only reports a broken or unreadable stream here, and would let the request wait for ever.
  line.transport.onerror = (cause) => {
    if (line.troubles === 'all') requests.blameAll(cause);
    else requests.blameOne()(cause);
  };
  const session = await openSession({ line, requests, timeoutMs });
  maxBytes = MAX_ANSWER_BYTES;
  return session;
}
