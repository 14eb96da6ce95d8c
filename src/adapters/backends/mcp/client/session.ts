import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { startDeadline, until } from '../../../http-client/deadline.ts';
import { ToolAnswer } from '../answers/tool-answer.ts';
import type { McpTransport } from './mcp-transport.ts';
import { otherProtocolIn } from './other-protocol.ts';
import type { RequestTracker } from './requests.ts';
import { fetchTools, type ToolList } from './tool-list.ts';

const MAX_REPLIES = 100;
const TERMINATE_TIMEOUT_MS = 1000;

/** A list older than this is fetched again: not every server reports changes. */
const LIST_TTL_MS = 5 * 60_000;

/** Stands in for the Ajv that the SDK would build for each client: answers are parsed by schemas of this project. */
const UNUSED_VALIDATOR = {
  getValidator(): never {
    throw new Error('no schema of a server is used');
  },
};

/** An initialized session with an MCP server. Throws whatever the SDK throws. */
export interface McpSession {
  call(tool: string, args: object, signal: AbortSignal): Promise<ToolAnswer>;
  /** Returns the server's tools; the same list until it changes. */
  tools(signal: AbortSignal): Promise<ToolList>;
  /** Ends the session at the server, within a second. Never throws. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly mcpTransport: McpTransport;
  readonly requests: RequestTracker;
  readonly timeoutMs: number;
}

/** Initializes a session over a transport, without declaring any client capability. */
export async function openSession(options: SessionOptions): Promise<McpSession> {
  const { mcpTransport, requests, timeoutMs } = options;
  const { transport, terminate } = mcpTransport;
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const types = await import('@modelcontextprotocol/sdk/types.js');
  const client = new Client(
    { name: 'sms-relay', version: '0.1.0' },
    { jsonSchemaValidator: UNUSED_VALIDATOR },
  );
  let list: { readonly tools: Promise<ToolList>; readonly goodUntil: number } | undefined;
  client.setNotificationHandler(types.ToolListChangedNotificationSchema, () => {
    list = undefined;
  });
  limitReplies(transport);

  const track = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    requests.track(signal, work);

  const session: McpSession = {
    call: (name, args, signal) =>
      track(signal, (either) =>
        client.request(
          { method: 'tools/call', params: { name, arguments: { ...args } } },
          ToolAnswer,
          { signal: either, timeout: timeoutMs },
        ),
      ),

    tools(signal) {
      if (!list || performance.now() > list.goodUntil) {
        const tools = track(signal, (either) => fetchTools(client, either, timeoutMs));
        const fetched = { tools, goodUntil: performance.now() + LIST_TTL_MS };
        list = fetched;
        tools.catch(() => {
          if (list === fetched) list = undefined;
        });
      }
      return list.tools;
    },

    async close() {
      using deadline = startDeadline(TERMINATE_TIMEOUT_MS);
      if (terminate) await until(deadline.signal, terminate()).catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };

  using deadline = startDeadline(timeoutMs);
  try {
    await track(deadline.signal, (signal) =>
      client.connect(transport, { signal, timeout: timeoutMs }),
    );
    return session;
  } catch (cause) {
    await client.close().catch(() => undefined);
    const [requested, supported] = [
      types.LATEST_PROTOCOL_VERSION,
      types.SUPPORTED_PROTOCOL_VERSIONS,
    ];
    throw otherProtocolIn(cause, { requested, supported }) ?? cause;
  }
}

/** Limits replies: a server may send requests too, such as pings, and a flood of them must not become one of replies. */
function limitReplies(transport: Transport): void {
  const send = transport.send.bind(transport);
  let repliesLeft = MAX_REPLIES;
  transport.send = async (message, options) => {
    const isReply = !('method' in message);
    if (isReply && repliesLeft-- <= 0) return;
    await send(message, options);
  };
}
