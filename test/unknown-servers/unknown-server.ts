import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Clock } from '../../src/core/clock.ts';
import { listening } from '../adapters/backends/mcp/client/tool-server.ts';

export type Args = Readonly<Record<string, unknown>>;

/** A tool that a stranger ships: whatever schema it has, and whatever it answers. */
export interface UnknownTool {
  readonly name: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly annotations?: { readonly readOnlyHint?: boolean; readonly destructiveHint?: boolean };
  readonly answer: (args: Args) => CallToolResult;
  /** Changes something, or opens a stream: whoever only looks must not call it. */
  readonly isOffLimits?: boolean;
}

export interface UnknownServerSpec {
  /** The name that the server gives itself. */
  readonly product: string;
  readonly tools: readonly UnknownTool[];
  /** Replace the tools some time after the start. */
  readonly laterTools?: readonly UnknownTool[];
  /** Delays the first answer, by the clock of the relay. */
  readonly firstAnswerAfterMs?: number;
}

/** A real MCP server with sessions on a port of its own, with the tools of a stranger. */
export class UnknownServer implements AsyncDisposable {
  /** Names of the tools that were called, in order. */
  readonly called: string[] = [];
  /** Requests that are being answered. */
  busy = 0;
  /** Present while an answer is delayed. */
  isHolding = false;
  readonly #spec: UnknownServerSpec;
  readonly #clock: Clock;
  readonly #http: Server;
  readonly #sessions = new Map<string, StreamableHTTPServerTransport>();
  readonly #servers = new Set<McpServer>();
  #port = 0;
  #isLater = false;
  /** Resolves when a client listens for what the server says unasked. */
  readonly #listener = Promise.withResolvers<void>();

  private constructor(spec: UnknownServerSpec, clock: Clock) {
    this.#spec = spec;
    this.#clock = clock;
    this.#http = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(spec: UnknownServerSpec, clock: Clock): Promise<UnknownServer> {
    const server = new UnknownServer(spec, clock);
    server.#port = await listening(server.#http);
    return server;
  }

  /** Names of the tools that were called although whoever only looks must not. */
  get calledOffLimits(): readonly string[] {
    const { tools, laterTools = [] } = this.#spec;
    const offLimits = [...tools, ...laterTools].filter(({ isOffLimits = false }) => isOffLimits);
    return offLimits.map(({ name }) => name).filter((name) => this.called.includes(name));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/mcp`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#http.closeAllConnections();
    await this.#http[Symbol.asyncDispose]();
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
  }

  get #tools(): readonly UnknownTool[] {
    const { tools, laterTools } = this.#spec;
    return this.#isLater ? (laterTools ?? tools) : tools;
  }

  /** Offers the later tools from now on, and says so to whoever listens. */
  async changeTools(): Promise<void> {
    if (!this.#spec.laterTools) return;
    await this.#listener.promise;
    this.#isLater = true;
    for (const mcp of this.#servers) mcp.sendToolListChanged();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.method === 'POST' ? await json(request) : undefined;
    const id = request.headers['mcp-session-id'];
    const session = id === undefined ? await this.#begin() : this.#sessions.get(String(id));
    if (!session) {
      response.writeHead(404).end('no such session');
      return;
    }
    if (body !== undefined) {
      this.busy += 1;
      response.once('close', () => {
        this.busy -= 1;
      });
    }
    const handled = session.handleRequest(request, response, body);
    if (request.method === 'GET') this.#listener.resolve();
    await handled;
  }

  async #begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: true,
      onsessioninitialized: (id) => void this.#sessions.set(id, transport),
    });
    const mcp = new McpServer({ name: this.#spec.product, version: '0.4.2' });
    mcp.server.registerCapabilities({ tools: { listChanged: true } });
    mcp.server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: this.#tools.map(({ name, description, properties, required, annotations }) => ({
        name,
        description,
        inputSchema: {
          type: 'object' as const,
          properties: { ...properties },
          required: [...(required ?? [])],
        },
        annotations,
      })),
    }));
    mcp.server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      this.#call(params.name, params.arguments ?? {}),
    );
    this.#servers.add(mcp);
    await mcp.connect(transport);
    return transport;
  }

  async #call(name: string, args: Args): Promise<CallToolResult> {
    const tool = this.#tools.find((it) => it.name === name);
    const isFirst = this.called.length === 0;
    this.called.push(name);
    if (isFirst) await this.#beginSlowly();
    if (!tool) return failing(`Unknown tool: ${name}`);
    const missing = tool.required?.filter((argument) => args[argument] === undefined) ?? [];
    if (missing.length > 0) return failing(`missing required argument: ${missing.join(', ')}`);
    return tool.answer(args);
  }

  async #beginSlowly(): Promise<void> {
    const { firstAnswerAfterMs } = this.#spec;
    if (firstAnswerAfterMs === undefined) return;
    this.isHolding = true;
    await this.#clock.wait(firstAnswerAfterMs);
    this.isHolding = false;
  }
}

/** An answer in words. */
export const text = (...texts: readonly string[]): CallToolResult => ({
  content: texts.map((it) => ({ type: 'text', text: it })),
});

/** An answer in JSON, in a text as most servers give it. */
export const inJson = (data: unknown): CallToolResult => text(JSON.stringify(data, null, 2));

export const structured = (data: Record<string, unknown>): CallToolResult => ({
  structuredContent: data,
  content: [],
});

export const failing = (words: string): CallToolResult => ({ ...text(words), isError: true });

export const isReading = { annotations: { readOnlyHint: true } } as const;
