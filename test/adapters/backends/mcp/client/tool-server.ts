import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

/** What a test server answers, by tool name. */
export type Tools = Readonly<Record<string, () => CallToolResult | Promise<CallToolResult>>>;

interface ToolServerOptions {
  readonly token?: string;
  /** One plain answer per request, or an event stream. */
  readonly answers?: 'json' | 'stream';
}

/** A real MCP server with sessions. It can be restarted on its port, and then knows nobody any more. */
export class ToolServer implements AsyncDisposable {
  /** Every request that got past the token, as `initialize`, `tools/call`, `DELETE`. */
  readonly heard: string[] = [];
  /** Says how to answer instead, for a server that misbehaves. */
  interrupt: RequestListener | undefined;
  #tools: Tools;
  readonly #servers = new Set<McpServer>();
  readonly #options: ToolServerOptions;
  readonly #sessions = new Map<string, StreamableHTTPServerTransport>();
  #http: Server | undefined;
  #port = 0;

  private constructor(tools: Tools, options: ToolServerOptions) {
    this.#tools = tools;
    this.#options = options;
  }

  static async start(tools: Tools, options: ToolServerOptions = {}): Promise<ToolServer> {
    const server = new ToolServer(tools, options);
    await server.#listen();
    return server;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.#port}`);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.#listen();
  }

  async stop(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    const http = this.#http;
    this.#http = undefined;
    http?.closeAllConnections();
    await http?.[Symbol.asyncDispose]();
    await Promise.all(sessions.map((session) => session.close()));
  }

  /** Has more tools from now on, and says so. */
  offer(tools: Tools): void {
    this.#tools = { ...this.#tools, ...tools };
    for (const server of this.#servers) {
      for (const [name, answer] of Object.entries(tools)) {
        server.registerTool(name, { description: name }, answer);
      }
    }
  }

  /** Cuts every connection, in the middle of whatever is being said. */
  cut(): void {
    this.#http?.closeAllConnections();
  }

  [Symbol.asyncDispose] = () => this.stop();

  async #listen(): Promise<void> {
    const http = createServer((request, response) => {
      void this.#answer(request, response);
    });
    this.#http = http;
    this.#port = await listening(http, this.#port);
  }

  readonly #answer = async (...[request, response]: Parameters<RequestListener>) => {
    const { token } = this.#options;
    if (token && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end(`not the right one: ${request.headers.authorization}`);
      return;
    }
    const body = await bodyOf(request);
    this.heard.push(methodOf(body) ?? request.method ?? '');
    if (this.interrupt) {
      this.interrupt(request, response);
      return;
    }
    const id = request.headers['mcp-session-id'];
    const session = id === undefined ? await this.#begin() : this.#sessions.get(String(id));
    if (session) await session.handleRequest(request, response, body);
    else response.writeHead(404).end('no such session');
  };

  async #begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: this.#options.answers !== 'stream',
      onsessioninitialized: (id) => void this.#sessions.set(id, transport),
    });
    const server = new McpServer({ name: 'test', version: '1' });
    for (const [name, answer] of Object.entries(this.#tools)) {
      server.registerTool(name, { description: name }, answer);
    }
    this.#servers.add(server);
    await server.connect(transport);
    return transport;
  }
}

/** Opens a server on a port of its own, or on the one it had. */
export const listening = (server: TcpServer, port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks = await request.toArray();
  const text = Buffer.concat(chunks.filter((chunk) => Buffer.isBuffer(chunk))).toString();
  return text === '' ? undefined : JSON.parse(text);
}

const methodOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'method' in body ? String(body.method) : undefined;

export const structured = (data: Record<string, unknown>): CallToolResult => ({
  structuredContent: data,
  content: [],
});

export const saying = (...texts: readonly string[]): CallToolResult => ({
  content: texts.map((text) => ({ type: 'text', text })),
});
