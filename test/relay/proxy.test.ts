import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { createClaude } from '../../src/adapters/anthropic/claude.ts';
import { createTwilioTransport } from '../../src/adapters/carriers/twilio/twilio-transport.ts';
import { describeAssistantError } from '../../src/assistant/assistant-error.ts';
import { ok } from '../../src/core/result.ts';
import { Secret } from '../../src/core/secret.ts';
import { listening, structured, ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { ACCOUNT_SID, AUTH_TOKEN, RELAY_NUMBER } from '../support/account.ts';
import { startCarrier } from '../support/carrier.ts';
import { FakeClaude } from '../support/fake-claude.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { type PretendProxy, startProxy } from '../support/proxy.ts';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';
import { PVE_TOKEN, startProxmox } from '../upstreams/proxmox.ts';
import { type Certificate, selfSigned } from '../upstreams/serve.ts';

let cleanup: AsyncDisposableStack;
let clock: FakeClock;
beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock();
});
afterEach(() => cleanup.disposeAsync());

const proxyTo = async (places: Readonly<Record<string, URL>>): Promise<PretendProxy> =>
  cleanup.use(await startProxy(places));

/** What Alice reads about Proxmox and about the network, and everything that was logged. */
async function askRelay(proxy: PretendProxy, env: NodeJS.ProcessEnv) {
  const { host } = proxy.url;
  const relay = cleanup.use(
    await startRelay({
      env: { HTTP_PROXY: `http://me:p%40ss@${host}`, HTTPS_PROXY: host, ...env },
      clock,
    }),
  );
  await relay.alice.texts('2');
  const proxmox = relay.alice.reads();
  await relay.alice.texts('net');
  return { proxmox, network: relay.alice.reads(), logged: relay.logged.join('') };
}

describe('Proxmox behind a proxy', () => {
  const certificate = selfSigned('pve.test');
  const fingerprint = new X509Certificate(certificate.cert).fingerprint256;

  async function askProxmox(env: NodeJS.ProcessEnv, places?: Readonly<Record<string, URL>>) {
    const pve = cleanup.use(await startProxmox({ now: () => 0 }, certificate));
    const proxy = await proxyTo(places ?? { 'pve.test:8006': pve.url });
    const settings = { PROXMOX_URL: 'https://pve.test:8006', PROXMOX_TOKEN: PVE_TOKEN, ...env };
    return { pve, proxy, ...(await askRelay(proxy, settings)) };
  }

  test('is known by its pinned certificate', async () => {
    const { proxmox, proxy } = await askProxmox({ PROXMOX_FINGERPRINT: fingerprint });
    expect(proxmox).toContain('3 nodes, 3 VMs, 2 LXC');
    expect(new Set(proxy.asked)).toEqual(new Set(['pve.test:8006']));
  });

  test('is known by the authority of its certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
    cleanup.defer(() => rmSync(folder, { recursive: true }));
    const PROXMOX_CA_FILE = join(folder, 'ca.pem');
    writeFileSync(PROXMOX_CA_FILE, certificate.cert);
    expect((await askProxmox({ PROXMOX_CA_FILE })).proxmox).toContain('3 nodes, 3 VMs, 2 LXC');
  });

  test('is sent nothing when nobody vouches for it, and the log tells its fingerprint', async () => {
    const { proxmox, logged, pve } = await askProxmox({});
    expect(proxmox).toMatch(/^Proxmox \? certificate not trusted/);
    expect(logged).toContain(fingerprint);
    expect(pve.heard).toEqual([]);
  });

  test('is sent nothing when it shows another certificate than the pinned one', async () => {
    const { fingerprint256 } = new X509Certificate(selfSigned('other').cert);
    const { proxmox, pve } = await askProxmox({ PROXMOX_FINGERPRINT: fingerprint256 });
    expect(proxmox).toMatch(/^Proxmox \? certificate not trusted/);
    expect(pve.heard).toEqual([]);
  });

  test('that the proxy refuses is one line, and troubles nobody else', async () => {
    const { proxmox, network, logged, pve } = await askProxmox({}, {});
    expect(proxmox).toMatch(/^Proxmox \? not allowed by the proxy/);
    expect(network).toMatch(/^DEMO Network OK/);
    expect(logged).toMatch(/the proxy 127\.0\.0\.1:\d+ denies pve\.test:8006 \(403\)/);
    expect(pve.heard).toEqual([]);
  });

  test('is reached straight when it is exempt', async () => {
    const { proxmox, proxy } = await askProxmox({ NO_PROXY: '.test' });
    expect(proxmox).toMatch(/^Proxmox \? no answer/);
    expect(proxy.asked).toEqual([]);
  });
});

describe('an MCP server behind a proxy', () => {
  const PROXMOX_MCP_URL = 'http://mcp.test:3001';

  async function start() {
    const status = structured({ nodes: 3, nodesOnline: 3, vms: 12, containers: 8 });
    return cleanup.use(
      await ToolServer.start({
        get_cluster_status: () => status,
        get_nodes: () => structured({ nodes: [] }),
        list_vms: () => structured({ guests: [] }),
      }),
    );
  }

  test('is spoken to through a tunnel, which the proxy is shown credentials for', async () => {
    const proxy = await proxyTo({ 'mcp.test:3001': (await start()).url });
    const { proxmox, logged } = await askRelay(proxy, { PROXMOX_MCP_URL });
    expect(proxmox).toContain('3 nodes, 12 VMs, 8 LXC');
    expect(new Set(proxy.asked)).toEqual(new Set(['mcp.test:3001']));
    expect(new Set(proxy.credentials)).toEqual(
      new Set([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]),
    );
    expect(logged).not.toMatch(/p(?:%40|@)ss/);
  });

  test.for([
    [403, 'not allowed by the proxy'],
    [407, 'not allowed by the proxy'],
    [503, 'no answer'],
  ] as const)('is told of when the proxy says %s: %s', async ([status, words]) => {
    const server = await start();
    const proxy = await proxyTo({ 'mcp.test:3001': server.url });
    proxy.status = status;
    const { proxmox, network } = await askRelay(proxy, { PROXMOX_MCP_URL });
    expect(proxmox).toMatch(`Proxmox ? ${words}`);
    expect(network).toMatch(/^DEMO Network OK/);
    expect(server.heard).toEqual([]);
  });

  test('is no answer when there is no proxy at all', async () => {
    const proxy = await startProxy({});
    await proxy[Symbol.asyncDispose]();
    const { proxmox, logged } = await askRelay(proxy, { PROXMOX_MCP_URL });
    expect(proxmox).toMatch(/^Proxmox \? no answer/);
    expect(logged).toContain('no connection to mcp.test:3001 through the proxy');
    expect(logged).not.toMatch(/p(?:%40|@)ss/);
  });
});

describe('over TLS that public authorities vouch for', () => {
  const certificate = selfSigned('service.test');
  const known = getCACertificates('default');
  beforeEach(() => setDefaultCACertificates([...known, certificate.cert]));
  afterEach(() => setDefaultCACertificates(known));

  const BASE = 'https://service.test';

  /** A proxy to a server that speaks plainly, with TLS before it. */
  async function secured(plain: string, { cert, key }: Certificate = certificate) {
    const server = createTls({ cert, key }, (socket) => {
      const line = connect(Number(new URL(plain).port), '127.0.0.1');
      socket.on('error', () => line.destroy()).pipe(line);
      line.on('error', () => socket.destroy()).pipe(socket);
    });
    const port = await listening(server);
    cleanup.defer(() => new Promise<void>((done) => server.close(() => done())));
    const proxy = await proxyTo({ 'service.test:443': new URL(`https://127.0.0.1:${port}`) });
    return proxy;
  }

  const textBy = (proxy: PretendProxy) =>
    createTwilioTransport({
      ...{ sid: ACCOUNT_SID, tokens: [new Secret(AUTH_TOKEN)], apiUrl: () => BASE },
      proxyFor: () => proxy.url,
    }).send({
      ...{ from: RELAY_NUMBER, to: ALICE, body: 'hello', validForSec: 60 },
      reportTo: 'http://127.0.0.1:65534/sms/status?text=1.1',
    });

  test('a text goes to Twilio', async () => {
    const carrier = cleanup.use(await startCarrier({ clock, reach: (url) => url }));
    const proxy = await secured(carrier.url);
    expect(await textBy(proxy)).toMatchObject({ kind: 'taken' });
    expect(proxy.asked).toEqual(['service.test:443']);
  });

  test.for([403, 503])(
    'a text that a proxy answers with %s was never sent, and is tried again',
    async (status) => {
      const proxy = await secured('http://127.0.0.1:1');
      proxy.status = status;
      expect(await textBy(proxy)).toMatchObject({ kind: 'unreachable' });
      expect(proxy.asked).toEqual(['service.test:443']);
    },
  );

  const askBy = (proxy: PretendProxy) =>
    createClaude({
      ...{ key: new Secret('sk-test'), model: 'claude-sonnet-5-5', baseUrl: BASE },
      proxyFor: () => proxy.url,
      log: { warn: () => {} },
    });

  /** What is still set aside for calls that may have been made. */
  let heldMicros = 0;
  const task = () => {
    heldMicros = 0;
    return {
      instructions: 'Answer.',
      turns: [{ by: 'person', text: 'Is the lamp on?' }] as const,
      tools: [],
      meter: {
        async reserve(micros: number) {
          heldMicros += micros;
          const settle = async (cost: number) => {
            heldMicros += cost - micros;
          };
          return ok({ settle });
        },
      },
      signal: new AbortController().signal,
      isOver: () => false,
    };
  };

  test('a question goes to Claude', async () => {
    const claude = cleanup.use(await FakeClaude.start());
    const proxy = await secured(claude.url);
    expect(await askBy(proxy).answer(task())).toEqual(ok('fine'));
    expect(proxy.asked).toEqual(['service.test:443']);
  });

  test('a question that the proxy refuses says so, and costs nothing', async () => {
    const proxy = await secured('http://127.0.0.1:1');
    proxy.status = 403;
    const answer = await askBy(proxy).answer(task());
    expect(answer.ok ? answer.value : describeAssistantError(answer.error)).toBe(
      'Claude ? not allowed by the proxy',
    );
    expect(heldMicros).toBe(0);
  });
});
