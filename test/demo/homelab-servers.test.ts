import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMcpConnection } from '../../src/adapters/backends/mcp/client/connection.ts';
import type { ToolServer as Mcp } from '../../src/adapters/backends/mcp/client/tool-server.ts';
import {
  ACT_ON_ADDRESS,
  ACT_ON_GUEST,
  ACT_ON_NETWORK,
  ACT_ON_WORKLOAD,
  CONTRACT,
  DEPLOYMENTS,
  POD_LOG,
  PORTS,
  STORAGES,
} from '../../src/adapters/backends/mcp/sources/contract.ts';
import { createMcpK8s } from '../../src/adapters/backends/mcp/sources/k8s.ts';
import { createMcpNetwork } from '../../src/adapters/backends/mcp/sources/network.ts';
import { createMcpProxmox } from '../../src/adapters/backends/mcp/sources/proxmox.ts';
import { createMcpSecurity } from '../../src/adapters/backends/mcp/sources/security.ts';
import type { AsyncReading } from '../../src/core/reading.ts';
import { map, ok } from '../../src/core/result.ts';
import { type Homelab, startHomelab } from '../../src/demo/homelab-servers.ts';
import { type DemoArea, demoTools } from '../../src/demo/tools.ts';
import { saying, ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { FakeClock } from '../support/fake-clock.ts';

const AREAS: readonly DemoArea[] = ['network', 'proxmox', 'k8s', 'security'];

const clock = new FakeClock();
const startedAt = clock.now();
const tools = demoTools({ seed: 7, startedAt });
const cleanup = new AsyncDisposableStack();
let homelab: Homelab;

beforeAll(async () => {
  homelab = cleanup.use(await startHomelab({ clock, seed: 7 }));
});
afterAll(() => cleanup.disposeAsync());

const connect = (url: string | URL): Mcp =>
  cleanup.use(
    createMcpConnection({
      service: 'Demo',
      source: 'demo',
      endpoint: { kind: 'http', url: new URL(url) },
      clock,
      timeoutMs: 60_000, // real time, on a busy machine
    }),
  );

type Questions = Readonly<Record<string, () => AsyncReading<unknown>>>;

const ADAPTERS: Readonly<Record<DemoArea, (server: Mcp) => Questions>> = {
  network: (server) => {
    const { changes: _, ports: __, ...questions } = createMcpNetwork({ server, clock });
    return questions;
  },
  proxmox: (server) => {
    const { backup: _, changes: __, ...questions } = createMcpProxmox({ server, clock });
    return questions;
  },
  k8s: (server) => {
    const { log: _, changes: __, deployments: ___, ...questions } = createMcpK8s({ server, clock });
    return questions;
  },
  security: (server) => {
    const { changes: _, ...questions } = createMcpSecurity({ server, clock });
    return questions;
  },
};

/** Asks everything that an area can be asked, in the order of the contract. */
const askAll = (area: DemoArea, url: string | URL) =>
  Promise.all(Object.values(ADAPTERS[area](connect(url))).map((ask) => ask()));

const promisedBy = (area: DemoArea) => {
  const questions: Readonly<Record<string, { tool: string; shape: object }>> = CONTRACT[area];
  return Object.values(questions);
};

const expected = (area: DemoArea) =>
  promisedBy(area).map(({ tool }) => ({
    ok: true,
    value: {
      value: containing(tools[area].find(({ name }) => name === tool)?.answerAt(clock.now())),
      asOf: clock.now(),
      source: 'demo',
    },
  }));

const containing = (answer: unknown): unknown => expect.objectContaining(Object(answer));

test.for(AREAS)('the servers offer what the contract of %s names, and no more', (area) => {
  const optional: readonly string[] = [
    POD_LOG.tool,
    DEPLOYMENTS.tool,
    STORAGES.tool,
    PORTS.tool,
    ACT_ON_NETWORK,
    ACT_ON_GUEST,
    ACT_ON_WORKLOAD,
    ACT_ON_ADDRESS,
  ];
  const offered = tools[area].map(({ name }) => name).filter((name) => !optional.includes(name));
  expect(offered).toEqual(promisedBy(area).map(({ tool }) => tool));
});

describe('every question gets the answer of the world', () => {
  test.for(AREAS)('from the homelab (%s)', async (area) => {
    expect(await askAll(area, homelab.urls[area])).toEqual(expected(area));
  });

  test.for(AREAS)('from a server that only knows text (%s)', async (area) => {
    const textual = cleanup.use(
      await ToolServer.start(
        Object.fromEntries(
          tools[area].map(({ name, answerAt }) => [
            name,
            () => saying(JSON.stringify(answerAt(clock.now()))),
          ]),
        ),
      ),
    );
    expect(await askAll(area, textual.url)).toEqual(expected(area));
  });
});

test('the tools say whether they only read, and what they answer', async () => {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StreamableHTTPClientTransport } = await import(
    '@modelcontextprotocol/sdk/client/streamableHttp.js'
  );
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(homelab.urls.k8s)));
  const { tools: listed } = await client.listTools();
  const answer = await client.callTool({ name: 'list_pods' });
  await client.close();

  expect(listed.map(({ name }) => name)).toEqual(tools.k8s.map(({ name }) => name));
  for (const tool of listed) {
    expect(tool).toMatchObject({
      title: tools.k8s.find(({ name }) => name === tool.name)?.title,
      annotations: { readOnlyHint: tool.name !== ACT_ON_WORKLOAD },
      outputSchema: { type: 'object' },
    });
  }
  expect(answer).toMatchObject({
    structuredContent: tools.k8s.find(({ name }) => name === 'list_pods')?.answerAt(clock.now()),
  });
});

test('time goes on while it is open', async () => {
  const later = new FakeClock();
  await using house = await startHomelab({ clock: later });
  const k8s = createMcpK8s({ server: connect(house.urls.k8s), clock: later });
  expect(await k8s.status()).toMatchObject({ value: { value: { failed: 0 } } });
  later.advance(12 * 60_000);
  expect(await k8s.status()).toMatchObject({ value: { value: { failed: 1 } } });
});

test('it does not answer to another name than its own', async () => {
  const statusFor = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(homelab.urls.k8s, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusFor('rebound.example:80')).toBe(403);
  expect(await statusFor('127.0.0.1')).not.toBe(403);
});

test('a session that it does not know is not found', async () => {
  const answer = await fetch(homelab.urls.k8s, {
    method: 'POST',
    headers: { 'mcp-session-id': 'long-gone' },
  });
  expect(answer.status).toBe(404);
});

test('a trouble that is wanted is there until it is not', async () => {
  const network = createMcpNetwork({ server: connect(homelab.urls.network), clock });
  const offline = async () => map(await network.status(), ({ value }) => value.offline);
  expect(await offline()).toEqual(ok([]));
  homelab.stage('access-point-down');
  expect(await offline()).toEqual(ok(['AP-Attic']));
  homelab.stage(undefined);
  expect(await offline()).toEqual(ok([]));
});

test('in another mood its servers are slow, or dead, and then well again', async () => {
  const [question] = Object.values(ADAPTERS.proxmox(connect(homelab.urls.proxmox)));
  await question?.();
  homelab.setHealthMode('dead');
  expect(await question?.()).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  homelab.setHealthMode('slow');
  let isAnswered = false;
  const slow = question?.().then((answer) => {
    isAnswered = true;
    return answer;
  });
  await clock.elapse(8000, () => sleep(20));
  expect(isAnswered).toBe(false);
  // A session has to be opened first, as slowly.
  for (const _ of Array.from({ length: 20 })) await clock.elapse(10_000, () => sleep(20));
  expect(await slow).toMatchObject({ ok: true });
  homelab.setHealthMode('well');
  expect(await question?.()).toMatchObject({ ok: true });
});
