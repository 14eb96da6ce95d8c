import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createMcpConnection,
  type McpConnectionOptions,
} from '../../../../../src/adapters/backends/mcp/client/connection.ts';
import { systemClock } from '../../../../../src/core/clock.ts';
import { Secret } from '../../../../../src/core/secret.ts';
import { listening, saying, structured, ToolServer, type Tools } from './tool-server.ts';

let cleanup: AsyncDisposableStack;
let unhandled: unknown[];
const note = (reason: unknown) => unhandled.push(reason);

beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  unhandled = [];
  process.on('unhandledRejection', note);
});

afterEach(async () => {
  await cleanup.disposeAsync();
  await new Promise(setImmediate);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

const serve = async (tools: Tools, options?: Parameters<typeof ToolServer.start>[1]) =>
  cleanup.use(await ToolServer.start(tools, options));

type Options = Partial<Omit<McpConnectionOptions, 'endpoint'>> & { readonly token?: Secret };

const connect = (url: URL, { token, ...options }: Options = {}) => {
  const headers = new Map(token ? [['authorization', new Secret(`Bearer ${token.reveal()}`)]] : []);
  const endpoint = { kind: 'http', url, headers } as const;
  return cleanup.use(
    createMcpConnection({ service: 'Proxmox', endpoint, clock: systemClock, ...options }),
  );
};

const containing = (text: string): unknown => expect.stringContaining(text);

const never = () => new Promise<never>(() => undefined);

const GOOD = { ok: true, value: { nodes: 3 } };
const good: Tools = { get_nodes: () => structured({ nodes: 3 }) };

test('a server that was called too often is known by its failure', async () => {
  const server = await serve(good);
  server.interrupt = (_, response) => void response.writeHead(429).end();
  const limited = { ok: false, error: { kind: 'unreachable', isRateLimited: true } };
  expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject(limited);
  server.interrupt = (_, response) => void response.writeHead(500).end();
  expect(await connect(server.url).callTool('get_nodes', {})).not.toMatchObject(limited);
});

describe('data', () => {
  test('is taken from the structured content', async () => {
    const server = await serve(good);
    expect(await connect(server.url).callTool('get_nodes', {})).toEqual(GOOD);
  });

  test('is taken from the JSON text of a server without structured content', async () => {
    const server = await serve({ get_nodes: () => saying('{"nodes":3}') });
    expect(await connect(server.url).callTool('get_nodes', {})).toEqual(GOOD);
  });

  test('in several texts is a list', async () => {
    const server = await serve({ list: () => saying('{"a":1}', '{"a":2}') });
    expect(await connect(server.url).callTool('list', {})).toEqual({
      ok: true,
      value: [{ a: 1 }, { a: 2 }],
    });
  });

  test('comes over an event stream too', async () => {
    const server = await serve(good, { answers: 'stream' });
    expect(await connect(server.url).callTool('get_nodes', {})).toEqual(GOOD);
  });

  test('is asked for at a path that is given', async () => {
    const asked: (string | undefined)[] = [];
    const http = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(403).end();
    });
    const port = await listening(http);
    cleanup.defer(() => http[Symbol.asyncDispose]());
    await connect(new URL(`http://127.0.0.1:${port}`)).callTool('x', {});
    await connect(new URL(`http://127.0.0.1:${port}/a/b?c=d`)).callTool('x', {});
    expect(asked).toEqual(['/mcp', '/a/b?c=d']);
  });
});

describe('a failure', () => {
  test('is a refusal when the tool reports an error, told in few words', async () => {
    const server = await serve({
      get_nodes: () => ({ ...saying(`no permission ${'x'.repeat(5000)}`), isError: true }),
    });
    const answer = await connect(server.url).callTool('get_nodes', {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'refused', service: 'Proxmox' } });
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });

  test('is a refusal when the server answers with a protocol error', async () => {
    const server = await serve(good);
    expect(await connect(server.url).callTool('no_such_tool', {})).toMatchObject({
      error: { kind: 'refused' },
    });
  });

  test('is one although the server calls it an answer', async () => {
    const server = await serve({ get_nodes: () => saying('Error: no such cluster') });
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject({
      error: { kind: 'refused', cause: 'Error: no such cluster' },
    });
  });

  test('is garbled when there is no data at all', async () => {
    const server = await serve({ get_nodes: () => saying() });
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject({
      error: { kind: 'invalid-response' },
    });
  });

  test.for([
    ['a web page', 'text/html', '<h1>hello</h1>'],
    ['broken JSON', 'application/json', '{"jsonrpc":'],
    ['another protocol', 'application/json', '{"hello":"world"}'],
    ['numbers', 'application/json', '{"jsonrpc":"2.0","id":0,"result":{"capabilities":7}}'],
    ['a stream of nonsense', 'text/event-stream', 'data: nonsense\n\n'],
  ] as const)('is garbled when the server speaks %s', async ([, type, body]) => {
    const server = await serve(good);
    server.interrupt = (_, response) => response.writeHead(200, { 'content-type': type }).end(body);
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject({
      error: { kind: 'invalid-response' },
    });
  });

  const introduction = (result: object) => ({ jsonrpc: '2.0', id: 0, result });
  const refusal = (code: number, message: string, data?: object) => ({
    ...{ jsonrpc: '2.0', id: 0 },
    error: { code, message, data },
  });
  const said = { capabilities: {}, serverInfo: { name: 'x', version: '1' } };
  const NEWER = 'speaks only MCP 2026-07-28, which this relay does not know';

  test.for<readonly [string, number, object, string]>([
    [
      'longer than anybody needs',
      200,
      introduction({ ...said, protocolVersion: '2025-11-25', instructions: 'x'.repeat(300_000) }),
      'answer too large',
    ],
    ['of a newer protocol', 200, introduction({ ...said, protocolVersion: '2026-07-28' }), NEWER],
    [
      'of a protocol with a strange name',
      200,
      introduction({ ...said, protocolVersion: `DRAFT\r\n${'<b>'.repeat(5000)}` }),
      'speaks no MCP that this relay knows',
    ],
    [
      'refused for its version',
      400,
      refusal(-32_022, 'Unsupported', { supported: ['2026-07-28'], requested: '2025-11-25' }),
      NEWER,
    ],
    [
      'refused for its version, in words',
      400,
      refusal(
        -32_000,
        'Unsupported protocol version: 2025-11-25 (supported: 2027-01-01, 2026-07-28)',
      ),
      'speaks only MCP 2027-01-01, 2026-07-28, which this relay does not know',
    ],
    [
      'refused in the answer itself',
      200,
      refusal(-32_022, 'x', { supported: Array.from({ length: 900 }, () => '2026-07-28') }),
      NEWER,
    ],
    ['unknown', 200, refusal(-32_601, 'Method not found'), 'speaks no MCP that this relay knows'],
  ])(
    'says in our own words what is wrong with an introduction that is %s',
    async ([, status, body, explanation]) => {
      const server = await serve(good);
      server.interrupt = (_, response) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(body));
      const answer = await connect(server.url).callTool('get_nodes', {});
      expect(answer).toMatchObject({ error: { kind: 'invalid-response', explanation } });
    },
  );

  test('is a refusal, and in its own words, when the server has another reason', async () => {
    const server = await serve(good);
    const body = refusal(-32_602, 'no more than 5 clients; known versions: 2025-06-18');
    server.interrupt = (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject({
      error: { kind: 'refused', cause: containing('5 clients') },
    });
  });

  test('is a denial when the token is wrong, and the token is told to nobody', async () => {
    const server = await serve(good, { token: 'right' });
    const told: object[] = [];
    const token = new Secret('wrong-token');
    const log = { info: () => undefined, warn: (facts: object) => told.push(facts) };
    const answer = await connect(server.url, { token, log }).callTool('get_nodes', {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'denied' } });
    expect(told).toMatchObject([{ service: 'Proxmox', kind: 'denied', tool: 'get_nodes' }]);
    expect(JSON.stringify([answer, told])).not.toContain('wrong-token');
  });

  test('of a token that no header can hold does not tell the token', async () => {
    const server = await serve(good);
    const token = new Secret('two\nlines');
    const answer = await connect(server.url, { token }).callTool('get_nodes', {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    expect(JSON.stringify(answer)).not.toContain('lines');
  });

  test('is an unreachable server when nobody listens', async () => {
    const server = await serve(good);
    await server.stop();
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject({
      error: { kind: 'unreachable', cause: containing('ECONNREFUSED') },
    });
  });

  test('is an unreachable server when it is broken', async () => {
    const server = await serve(good);
    server.interrupt = (_, response) => response.writeHead(500).end('x'.repeat(100_000));
    const answer = await connect(server.url).callTool('get_nodes', {});
    expect(answer).toMatchObject({ error: { kind: 'unreachable' } });
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });
});

test('the right token opens the door', async () => {
  const server = await serve(good, { token: 'right' });
  const mcp = connect(server.url, { token: new Secret('right') });
  expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
});

describe('an answer of 6 MB', () => {
  const huge = { get_nodes: () => structured({ text: 'x'.repeat(6_000_000) }) };
  const tooBig = { error: { kind: 'invalid-response', cause: containing('AnswerTooBig') } };

  test.for(['json', 'stream'] as const)('as %s is a failure', async (answers) => {
    const server = await serve(huge, { answers });
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject(tooBig);
  });

  test('is a failure when it travels as 6 KB', async () => {
    const server = await serve(good);
    const packed = gzipSync(Buffer.alloc(6_000_000, ' '));
    server.interrupt = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(packed);
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject(tooBig);
  });
});

describe('a hostile server', () => {
  const garbled = { error: { kind: 'invalid-response' } };
  const reply = (id: number, what: string) => `{"jsonrpc":"2.0","id":${id},"result":{${what}}}`;
  const many = (item: string, count = 600_000) => Array(count).fill(item).join(',');
  const json = { 'content-type': 'application/json' };

  /** An honest introduction and first answer, and then this. */
  async function ambush(what: string) {
    const server = await serve({ ...good, get_pods: () => structured({}) });
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    server.interrupt = (_, response) => response.writeHead(200, json).end(reply(2, what));
    return mcp.callTool('get_pods', {});
  }

  test.for([
    ['structured', `"structuredContent":{"pods":[${many('{}')}]}`],
    ['in a text', `"content":[{"type":"text","text":"[${many('0')}]"}]`],
    ['as blocks', `"content":[${many('{}')}]`],
  ] as const)('gains nothing by sending half a million nothings (%s)', async ([, what]) => {
    const before = process.threadCpuUsage();
    expect(await ambush(what)).toMatchObject(garbled);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000, 'milliseconds of processor time').toBeLessThan(2500);
  });

  test('gains nothing by a long introduction', async () => {
    const server = await serve(good);
    const info = `"serverInfo":{"name":"x","version":"1","icons":[${many('0')}]}`;
    const body = reply(0, `"protocolVersion":"2025-06-18","capabilities":{},${info}`);
    server.interrupt = (_, response) => response.writeHead(200, json).end(body);
    expect(await connect(server.url).callTool('get_nodes', {})).toMatchObject(garbled);
  });

  test('that asks us a thousand times is told a hundred times', async () => {
    const server = await serve(good);
    const mcp = connect(server.url, { timeoutMs: 5000 });
    await mcp.callTool('get_nodes', {});
    const ping = (_: unknown, id: number) =>
      `data: {"jsonrpc":"2.0","id":"p${id}","method":"ping"}\n\n`;
    server.interrupt = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(Array.from({ length: 1000 }, ping).join(''));
      response.end(`data: ${reply(2, '"structuredContent":{"nodes":3}')}\n\n`);
    };
    const before = server.heard.length;
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    const heard = () => server.heard.length - before;
    await expect.poll(heard, { timeout: 10_000 }).toBeGreaterThanOrEqual(1 + 100);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard()).toBe(1 + 100);
  });
});

describe('time', () => {
  const warm = async (options: Options, tools: Tools) => {
    const server = await serve(tools, { answers: 'stream' });
    const mcp = connect(server.url, options);
    await mcp.callTool('get_nodes', {});
    return { server, mcp };
  };

  test('is up when a tool hangs', async () => {
    const { mcp } = await warm({ timeoutMs: 600 }, { ...good, hang: never });
    const before = performance.now();
    expect(await mcp.callTool('hang', {})).toMatchObject({
      error: { kind: 'timeout', afterMs: 600, service: 'Proxmox' },
    });
    expect(performance.now() - before).toBeLessThan(2400);
  });

  test('is up when the server accepts and says nothing', async () => {
    const server = await serve(good);
    server.interrupt = () => undefined;
    const mcp = connect(server.url, { timeoutMs: 600 });
    expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'timeout' } });
    server.interrupt = undefined;
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
  });

  test('is one allowance for connecting, asking and asking again', async () => {
    const { server, mcp } = await warm({ timeoutMs: 1500 }, good);
    server.interrupt = (_, response) => {
      setTimeout(() => response.writeHead(404).end(), 1000);
    };
    const before = performance.now();
    expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'timeout' } });
    expect(performance.now() - before).toBeLessThan(2400);
  });

  test('that runs out for one call leaves its neighbours alone', async () => {
    const soon = () =>
      new Promise<ReturnType<typeof structured>>((resolve) => {
        setTimeout(() => resolve(structured({ nodes: 3 })), 800);
      });
    const { server, mcp } = await warm({ timeoutMs: 1300 }, { ...good, slow: never, soon });
    const hanging = mcp.callTool('slow', {});
    await new Promise((resolve) => setTimeout(resolve, 800));
    const neighbour = mcp.callTool('soon', {});
    expect(await hanging).toMatchObject({ error: { kind: 'timeout' } });
    expect(await neighbour).toEqual(GOOD);
    expect(server.heard.filter((what) => what === 'initialize')).toHaveLength(1);
  });

  test('that is left over is not used to cancel what is done', async () => {
    const { server } = await warm({ timeoutMs: 600 }, good);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(server.heard).not.toContain('notifications/cancelled');
  });
});

describe('the session', () => {
  const introductions = ({ heard }: ToolServer) =>
    heard.filter((what) => what === 'initialize').length;

  test('is opened by the first call, shared and kept', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    expect(server.heard).toEqual([]);
    const calls = Array.from({ length: 8 }, () => mcp.callTool('get_nodes', {}));
    expect(await Promise.all(calls)).toEqual(calls.map(() => GOOD));
    await mcp.callTool('get_nodes', {});
    expect(introductions(server)).toBe(1);
  });

  test('listens for news, such as other tools', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    const before = await mcp.tools();
    expect(await mcp.tools()).toEqual(before);
    server.offer({ get_pods: () => structured({}) });
    await expect
      .poll(async () => {
        const list = await mcp.tools();
        return list.ok && list.value.tools.map(({ name }) => name);
      })
      .toEqual(['get_nodes', 'get_pods']);
  });

  test('is opened again when the server was restarted', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    await server.restart();
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
    expect(introductions(server)).toBe(2);
  });

  test('is opened once for all who lost it', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    await server.restart();
    const calls = Array.from({ length: 8 }, () => mcp.callTool('get_nodes', {}));
    expect(await Promise.all(calls)).toEqual(calls.map(() => GOOD));
    expect(introductions(server)).toBe(2);
  });

  test.for(['json', 'stream'] as const)(
    'is opened again when the line is cut in the middle of an answer (%s)',
    async (answers) => {
      let cuts = 1;
      const server = await serve(
        {
          get_nodes: async () => {
            if (cuts-- <= 0) return structured({ nodes: 3 });
            setTimeout(() => server.cut(), 20);
            return never();
          },
        },
        { answers },
      );
      expect(await connect(server.url).callTool('get_nodes', {})).toEqual(GOOD);
      expect(introductions(server)).toBe(2);
    },
  );

  test('is opened again once and no more', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    server.interrupt = (_, response) => response.writeHead(404).end();
    expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'unreachable' } });
    expect(introductions(server)).toBe(2);
  });

  test('survives a server that was away', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    await server.stop();
    expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'unreachable' } });
    await server.restart();
    expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
  });

  test('claims no ability that a server could lean on', async () => {
    let introduction = '';
    const http = createServer((request, response) => {
      request.on('data', (chunk) => {
        introduction += String(chunk);
      });
      request.on('end', () => response.writeHead(403).end());
    });
    const port = await listening(http);
    cleanup.defer(() => http[Symbol.asyncDispose]());
    await connect(new URL(`http://127.0.0.1:${port}`)).callTool('x', {});
    expect(JSON.parse(introduction)).toMatchObject({ params: { capabilities: {} } });
    expect(introduction).not.toContain('elicitation');
  });
});

describe('closing', () => {
  test('takes leave of the server', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    await mcp[Symbol.asyncDispose]();
    expect(server.heard.at(-1)).toBe('DELETE');
  });

  test('ends a call under way, and any later one', async () => {
    const server = await serve({ hang: never });
    const mcp = connect(server.url);
    const hanging = mcp.callTool('hang', {});
    await expect.poll(() => server.heard).toContain('tools/call');
    await mcp[Symbol.asyncDispose]();
    expect(await hanging).toMatchObject({ error: { kind: 'unreachable' } });
    expect(await mcp.callTool('hang', {})).toMatchObject({ error: { kind: 'unreachable' } });
  });

  test('does not wait long for a server that hangs', async () => {
    const server = await serve(good);
    const mcp = connect(server.url);
    await mcp.callTool('get_nodes', {});
    server.interrupt = () => undefined;
    const before = performance.now();
    await mcp[Symbol.asyncDispose]();
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
