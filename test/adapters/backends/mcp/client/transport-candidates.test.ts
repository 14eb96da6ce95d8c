import { createServer, type RequestListener } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMcpConnection } from '../../../../../src/adapters/backends/mcp/client/connection.ts';
import type { HttpEndpoint } from '../../../../../src/adapters/backends/mcp/client/endpoint.ts';
import { systemClock } from '../../../../../src/core/clock.ts';
import { Secret } from '../../../../../src/core/secret.ts';
import { containing } from '../../../../support/matching.ts';
import { listening, structured, ToolServer, type Tools } from './tool-server.ts';

let cleanup: AsyncDisposableStack;
beforeEach(() => {
  cleanup = new AsyncDisposableStack();
});
afterEach(() => cleanup.disposeAsync());

const GOOD = { ok: true, value: { nodes: 3 } };
const good: Tools = { get_nodes: () => structured({ nodes: 3 }) };

const connect = (endpoint: Omit<HttpEndpoint, 'kind'>, callsAtOnce?: number) =>
  cleanup.use(
    createMcpConnection({
      service: 'Proxmox',
      endpoint: { kind: 'http', ...endpoint },
      clock: systemClock,
      callsAtOnce,
    }),
  );

describe('a server of the older kind', () => {
  /** It listens at `/sse`, and knows nothing of `/mcp`. It can lose all its connections. */
  async function startSse() {
    const asked: string[] = [];
    // oxlint-disable-next-line typescript/no-deprecated -- that is what such servers are made of
    const sessions = new Map<string, SSEServerTransport>();
    const answer = async (...[request, response]: Parameters<RequestListener>) => {
      const url = new URL(request.url ?? '/', 'http://x');
      asked.push(`${request.method} ${url.pathname}`);
      if (url.pathname === '/sse' && request.method === 'GET') {
        // oxlint-disable-next-line typescript/no-deprecated -- see above
        const transport = new SSEServerTransport('/messages', response);
        sessions.set(transport.sessionId, transport);
        const server = new McpServer({ name: 'old', version: '1' });
        server.registerTool('get_nodes', {}, () => structured({ nodes: 3 }));
        await server.connect(transport);
        return;
      }
      const session = sessions.get(url.searchParams.get('sessionId') ?? '');
      if (url.pathname === '/messages' && session)
        await session.handlePostMessage(request, response);
      else response.writeHead(404).end();
    };
    const http = createServer((request, response) => void answer(request, response));
    const port = await listening(http);
    cleanup.defer(async () => {
      http.closeAllConnections();
      await http[Symbol.asyncDispose]();
    });
    return { url: new URL(`http://127.0.0.1:${port}`), asked, sessions, http };
  }

  test('is found out, and then spoken to in its own way', async () => {
    const { url, asked } = await startSse();
    const mcp = connect({ url });
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    expect(asked[0]).toBe('POST /mcp');
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    expect(asked.filter((what) => what === 'POST /mcp')).toHaveLength(1);
  });

  test('is spoken to in its own way at once when that is known', async () => {
    const { url, asked } = await startSse();
    expect(await connect({ url, isSse: true }).callTool('get_nodes', {})).toEqual(GOOD);
    expect(asked[0]).toBe('GET /sse');
  });

  test('is spoken to again when it forgot us', async () => {
    const { url, sessions, http } = await startSse();
    const mcp = connect({ url, isSse: true });
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    sessions.clear();
    http.closeAllConnections();
    await expect.poll(() => mcp.callTool('get_nodes', {})).toEqual(GOOD);
  });
});

describe('a key that is exchanged for a token', () => {
  const startExchange = async (tokens: readonly string[]) => {
    let given = 0;
    const http = createServer((request, response) => {
      request.resume();
      const token = tokens[Math.min(given, tokens.length - 1)];
      given += 1;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ access_token: token, expires_in: 3600 }));
    });
    const port = await listening(http);
    cleanup.defer(async () => {
      http.closeAllConnections();
      await http[Symbol.asyncDispose]();
    });
    const url = new URL(`http://127.0.0.1:${port}/auth/token`);
    const body = new Secret('{"api_key":"wazuh_key"}');
    return { exchange: { url, body, tokenField: 'access_token' }, given: () => given };
  };

  test('is exchanged once', async () => {
    const server = cleanup.use(await ToolServer.start(good, { token: 'jwt-1' }));
    const { exchange, given } = await startExchange(['jwt-1']);
    const mcp = connect({ url: server.url, exchange });
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    expect(given()).toBe(1);
  });

  test('is exchanged again when the token is no longer taken', async () => {
    const server = cleanup.use(await ToolServer.start(good, { token: 'jwt-2' }));
    const { exchange } = await startExchange(['jwt-1', 'jwt-2']);
    expect(await connect({ url: server.url, exchange }).callTool('get_nodes', {})).toEqual(GOOD);
  });

  test('that nobody wants is a denial, and told to nobody', async () => {
    const server = cleanup.use(await ToolServer.start(good, { token: 'jwt-9' }));
    const { exchange } = await startExchange(['jwt-1']);
    const answer = await connect({ url: server.url, exchange }).callTool('get_nodes', {});
    expect(answer).toMatchObject({ error: { kind: 'denied' } });
    expect(JSON.stringify(answer)).not.toContain('wazuh_key');
  });

  test('that cannot be exchanged is a failure of that source', async () => {
    const server = cleanup.use(await ToolServer.start(good, { token: 'jwt-9' }));
    const url = new URL('http://127.0.0.1:65534/auth');
    const exchange = { url, body: new Secret('{}'), tokenField: 'access_token' };
    const answer = await connect({ url: server.url, exchange }).callTool('get_nodes', {});
    expect(answer).toMatchObject({ error: { kind: 'unreachable' } });
  });
});

test('no more calls than a server can bear are under way at once', async () => {
  let running = 0;
  let most = 0;
  const slow = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
    return structured({ nodes: 3 });
  };
  const server = cleanup.use(await ToolServer.start({ get_nodes: slow }));
  const mcp = connect({ url: server.url }, 2);
  const calls = Array.from({ length: 9 }, () => mcp.callTool('get_nodes', {}));
  expect(await Promise.all(calls)).toEqual(calls.map(() => GOOD));
  expect(most).toBe(2);
});

test('headers of any name go with every request', async () => {
  const seen: unknown[] = [];
  const http = createServer((request, response) => {
    seen.push(request.headers['x-mcp-auth']);
    response.writeHead(403).end();
  });
  const port = await listening(http);
  cleanup.defer(() => http[Symbol.asyncDispose]());
  const headers = new Map([['X-MCP-AUTH', new Secret('key-in-a-header')]]);
  const mcp = connect({ url: new URL(`http://127.0.0.1:${port}`), headers });
  expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'denied' } });
  expect(seen).toEqual(['key-in-a-header']);
});

test.for([
  [
    'an error',
    { status: 500, type: 'text/plain', text: 'database is locked' },
    'HTTP 500 at /sse: database is locked',
  ],
  [
    'a redirect',
    { status: 302, location: '/login?from=sse' },
    'HTTP 302 at /sse, which redirects to /login',
  ],
  [
    'a page',
    { status: 200, type: 'text/html', text: '<h1>Sign in</h1>' },
    'text/html instead of a stream at /sse',
  ],
] as const)('%s where a stream should be is told in its own words', async ([, said, words]) => {
  const {
    status,
    type = 'text/plain',
    text = '',
    location,
  } = { type: undefined, text: undefined, location: undefined, ...said };
  const http = createServer((request, response) => {
    if (request.url !== '/sse') response.writeHead(404).end();
    else
      response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(text);
  });
  const port = await listening(http);
  cleanup.defer(() => http[Symbol.asyncDispose]());
  const mcp = connect({ url: new URL(`http://127.0.0.1:${port}`) });
  expect(await mcp.tools()).toMatchObject({
    error: { kind: 'invalid-response', cause: containing(words) },
  });
});
