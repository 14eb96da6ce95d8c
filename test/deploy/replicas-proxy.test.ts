import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { listening } from '../adapters/backends/mcp/client/tool-server.ts';
import { freePort } from '../support/free-port.ts';

const HAPROXY = '/usr/sbin/haproxy';
const CONFIG = join(import.meta.dirname, '../../scripts/replicas-proxy/haproxy.cfg');
const isMissing = !existsSync(HAPROXY) && process.env['CI'] === undefined;

/** The end of a text at a replica: it is answered, or the process dies over it. */
type Manner = 'answers' | 'dies';

async function startReplica(name: string) {
  const heard: IncomingMessage[] = [];
  const replica = { heard, manner: 'answers' as Manner, isReady: true };
  const server = createServer((request, response) => {
    if (request.url === '/health/ready') {
      response.writeHead(replica.isReady ? 200 : 503).end();
      return;
    }
    heard.push(request);
    void text(request).then(() => {
      if (replica.manner === 'dies') request.socket.destroy();
      else response.end(name);
    });
  });
  const port = await listening(server);
  return {
    ...{ replica, port },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The configuration of the image with these replicas in place of the names that Docker knows. */
function configure(port: number, replicas: readonly number[]): string {
  const [template = ''] = /^ *server-template .*$/m.exec(readFileSync(CONFIG, 'utf8')) ?? [];
  const servers = replicas.map((at, index) => `  server replica${index} 127.0.0.1:${at}`);
  return readFileSync(CONFIG, 'utf8')
    .replace(template, servers.join('\n'))
    .replace('bind :8000', `bind 127.0.0.1:${port}`);
}

async function start() {
  const cleanup = new AsyncDisposableStack();
  const names = ['one', 'two', 'three'];
  const started = await Promise.all(names.map((name) => startReplica(name)));
  const replicas = started.map((one) => cleanup.use(one));
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const port = await freePort();
  const file = join(folder, 'haproxy.cfg');
  const ports = replicas.map((each) => each.port);
  writeFileSync(file, configure(port, ports));
  const child: ChildProcess = spawn(HAPROXY, ['-db', '-f', file], { stdio: 'ignore' });
  cleanup.defer(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const post = async (from: string): Promise<string> => {
    const body = new URLSearchParams({ Body: 'menu', From: from });
    const response = await fetch(`http://127.0.0.1:${port}/sms`, { method: 'POST', body });
    return `${response.status} ${await response.text()}`;
  };
  await expect.poll(() => post('+1').catch(() => '')).toMatch(/^200 /);
  return {
    post,
    replicas: replicas.map(({ replica }) => replica),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

const PEOPLE = Array.from({ length: 30 }, (_, at) => `+155501001${at}`);

describe.skipIf(isMissing)(
  'the proxy before the replicas (else: apt-get install --no-install-recommends haproxy)',
  () => {
    test('is configured by what HAProxy accepts', () => {
      expect(() => execFileSync(HAPROXY, ['-c', '-f', CONFIG])).not.toThrow();
    });

    test('sends the texts of a person to one replica, and those of many to all of them', async () => {
      await using proxy = await start();
      const first = await Promise.all(PEOPLE.map(proxy.post));
      expect(new Set(first)).toEqual(new Set(['200 one', '200 two', '200 three']));
      expect(await Promise.all(PEOPLE.map(proxy.post))).toEqual(first);
    });

    test('sends a text over which a replica dies to another one', async () => {
      await using proxy = await start();
      const [one] = proxy.replicas;
      if (!one) throw new Error('a replica is missing');
      one.manner = 'dies';
      one.heard.length = 0;
      const answers = await Promise.all(PEOPLE.map(proxy.post));
      expect(one.heard.length).toBeGreaterThan(0);
      expect(new Set(answers)).toEqual(new Set(['200 two', '200 three']));
    });

    test('sends nothing to a replica that is not ready, and says for whom it asks', async () => {
      await using proxy = await start();
      const [one, ...others] = proxy.replicas;
      if (!one) throw new Error('a replica is missing');
      one.isReady = false;
      await expect
        .poll(async () => (await Promise.all(PEOPLE.map(proxy.post))).includes('200 one'))
        .toBe(false);
      const headers = others.flatMap(({ heard }) => heard.map((each) => each.headers));
      expect(headers[0]).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
    });
  },
);
