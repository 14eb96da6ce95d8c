import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Secret } from '../../core/secret.ts';
import { ToolAnswer } from './answer.ts';
import type { BoundedFetch } from './bounded-fetch.ts';
import { startDeadline, until } from './deadline.ts';
import { trackRequests } from './requests.ts';

const MAX_INTRODUCTION_BYTES = 256 * 1024;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;
const MAX_REPLIES = 100;
const GOODBYE_MS = 1000;

/** One initialized conversation with an MCP server. Throws whatever the SDK throws. */
export interface McpSession {
  call(tool: string, args: object, signal: AbortSignal): Promise<ToolAnswer>;
  /** Takes leave of the server, for a moment at most. Never throws. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly url: URL;
  readonly token?: Secret | undefined;
  readonly timeoutMs: number;
  readonly web: BoundedFetch;
}

/** Loads the SDK when first needed and introduces us, without claiming any ability of a client. */
export async function openSession(options: SessionOptions): Promise<McpSession> {
  const { url, token, timeoutMs, web } = options;
  const [{ Client }, http] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ]);

  const requests = trackRequests();
  let maxBytes = MAX_INTRODUCTION_BYTES;
  const client = new Client({ name: 'sms-relay', version: '0.1.0' });
  const transport = new http.StreamableHTTPClientTransport(url, {
    requestInit: token ? { headers: { Authorization: `Bearer ${token.reveal()}` } } : {},
    fetch: (target, init) => web.fetch(target, init, { maxBytes, onBroken: requests.blame() }),
  });
  limitReplies(transport);
  // The SDK only reports a broken or unreadable stream here, and would let the request wait for ever.
  transport.onerror = (cause) => requests.blame()(cause);

  const session: McpSession = {
    call: (name, args, signal) =>
      requests.track(signal, (either) =>
        client.request(
          { method: 'tools/call', params: { name, arguments: { ...args } } },
          ToolAnswer,
          { signal: either, timeout: timeoutMs },
        ),
      ),

    async close() {
      using deadline = startDeadline(GOODBYE_MS);
      await until(deadline.signal, transport.terminateSession()).catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };

  using deadline = startDeadline(timeoutMs);
  try {
    await requests.track(deadline.signal, (signal) =>
      client.connect(transport, { signal, timeout: timeoutMs }),
    );
    maxBytes = MAX_ANSWER_BYTES;
    return session;
  } catch (cause) {
    await client.close().catch(() => undefined);
    throw cause;
  }
}

/** A server may ask questions too, such as pings. A flood of them must not become a flood of answers. */
function limitReplies(transport: StreamableHTTPClientTransport): void {
  const send = transport.send.bind(transport);
  let repliesLeft = MAX_REPLIES;
  transport.send = async (message, options) => {
    const isReply = !('method' in message);
    if (isReply && repliesLeft-- <= 0) return;
    await send(message, options);
  };
}
