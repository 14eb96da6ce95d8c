import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Clock } from '../core/clock.ts';
import type { DemoTool } from './demo-tool.ts';

const MAX_SESSIONS = 100;

/** One MCP server behind one path. It keeps a session per client and drops the oldest when there are too many. */
export interface McpEndpoint extends AsyncDisposable {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createMcpEndpoint(
  name: string,
  tools: readonly DemoTool[],
  clock: Clock,
): McpEndpoint {
  const sessions = new Map<string, StreamableHTTPServerTransport>();

  async function begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: true,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await createServer(name, tools, clock).connect(transport);
    const [oldest] = sessions;
    if (oldest && sessions.size >= MAX_SESSIONS) {
      sessions.delete(oldest[0]);
      await oldest[1].close();
    }
    return transport;
  }

  return {
    async handle(request, response) {
      // Answers come at once and the tools stay the same: there is nothing to stream.
      if (request.method === 'GET')
        return void response.writeHead(405, { allow: 'POST, DELETE' }).end();
      const id = request.headers['mcp-session-id'];
      const transport = id === undefined ? await begin() : sessions.get(String(id));
      if (!transport) {
        response.writeHead(404, { 'content-type': 'application/json' }).end(SESSION_NOT_FOUND);
        return;
      }
      await transport.handleRequest(request, response);
    },

    async [Symbol.asyncDispose]() {
      await Promise.all([...sessions.values()].map((transport) => transport.close()));
      sessions.clear();
    },
  };
}

const SESSION_NOT_FOUND = JSON.stringify({
  jsonrpc: '2.0',
  error: { code: -32_001, message: 'Session not found' },
  id: null,
});

/** Stands in for an Ajv per session: it would only check answers to questions that these servers never ask a client. */
const UNUSED_VALIDATOR = {
  getValidator(): never {
    throw new Error('no client is asked anything');
  },
};

function createServer(name: string, tools: readonly DemoTool[], clock: Clock): McpServer {
  const server = new McpServer(
    { name: `demo-${name}`, version: '0.1.0' },
    { jsonSchemaValidator: UNUSED_VALIDATOR },
  );
  for (const tool of tools) {
    const { title, description, shape: outputSchema, input } = tool;
    const annotations = { readOnlyHint: !tool.isAction, openWorldHint: false };
    const inputSchema = input?.shape ?? {};
    const about = { title, description, inputSchema, outputSchema, annotations };
    server.registerTool(tool.name, about, (args: unknown) => {
      const answer = tool.answerAt(clock.now(), args);
      return {
        structuredContent: answer,
        content: [{ type: 'text', text: JSON.stringify(answer) }],
      };
    });
  }
  return server;
}
