import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { startDeadline, until } from '../../../http-client/deadline.ts';
import { ToolAnswer } from '../answers/tool-answer.ts';
import type { McpTransport } from './mcp-transport.ts';
import { otherProtocolIn } from './other-protocol.ts';
import type { RequestTracker } from './requests.ts';
import { askForTools, type ToolList } from './tool-list.ts';

const MAX_REPLIES = 100;
const GOODBYE_MS = 1000;

/** A list older than this is asked for again: not every server says when it changes. */
const LIST_GOOD_MS = 5 * 60_000;

/** One initialized conversation with an MCP server. Throws whatever the SDK throws. */
export interface McpSession {
  call(tool: string, args: object, signal: AbortSignal): Promise<ToolAnswer>;
  /** The server's tools; the same list until it changes. */
  tools(signal: AbortSignal): Promise<ToolList>;
  /** Takes leave of the server, for a moment at most. Never throws. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly line: McpTransport;
  readonly requests: RequestTracker;
  readonly timeoutMs: number;
}

/** Introduces us over a line, without claiming any ability of a client. */
export async function openSession(options: SessionOptions): Promise<McpSession> {
  const { line, requests, timeoutMs } = options;
  const { transport } = line;
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const types = await import('@modelcontextprotocol/sdk/types.js');
  const client = new Client({ name: 'sms-relay', version: '0.1.0' });
  let list: { readonly tools: Promise<ToolList>; readonly goodUntil: number } | undefined;
  client.setNotificationHandler(types.ToolListChangedNotificationSchema, () => {
    list = undefined;
  });
  limitReplies(transport);

  const ask = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    requests.track(signal, work);

  const session: McpSession = {
    call: (name, args, signal) =>
      ask(signal, (either) =>
        client.request(
          { method: 'tools/call', params: { name, arguments: { ...args } } },
          ToolAnswer,
          { signal: either, timeout: timeoutMs },
        ),
      ),

    tools(signal) {
      if (!list || performance.now() > list.goodUntil) {
        const tools = ask(signal, (either) => askForTools(client, either, timeoutMs));
        const asked = { tools, goodUntil: performance.now() + LIST_GOOD_MS };
        list = asked;
        tools.catch(() => {
          if (list === asked) list = undefined;
        });
      }
      return list.tools;
    },

    async close() {
      using deadline = startDeadline(GOODBYE_MS);
      if (line.leave) await until(deadline.signal, line.leave()).catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };

  using deadline = startDeadline(timeoutMs);
  try {
    await ask(deadline.signal, (signal) =>
      client.connect(transport, { signal, timeout: timeoutMs }),
    );
    return session;
  } catch (cause) {
    await client.close().catch(() => undefined);
    const [asked, known] = [types.LATEST_PROTOCOL_VERSION, types.SUPPORTED_PROTOCOL_VERSIONS];
    throw otherProtocolIn(cause, { asked, known }) ?? cause;
  }
}

/** A server may ask questions too, such as pings. A flood of them must not become a flood of answers. */
function limitReplies(transport: Transport): void {
  const send = transport.send.bind(transport);
  let repliesLeft = MAX_REPLIES;
  transport.send = async (message, options) => {
    const isReply = !('method' in message);
    if (isReply && repliesLeft-- <= 0) return;
    await send(message, options);
  };
}
