import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createKubernetesApi } from '../../src/adapters/backends/kubernetes/kubernetes-api.ts';
import { createMcpConnection } from '../../src/adapters/backends/mcp/client/connection.ts';
import { createProxmoxApi } from '../../src/adapters/backends/proxmox/proxmox-api.ts';
import { createWazuhIndexer } from '../../src/adapters/backends/wazuh/wazuh-indexer.ts';
import { createApi } from '../../src/adapters/http-client/json-api.ts';
import { loadConfig } from '../../src/config/config.ts';
import { readMcpFile } from '../../src/config/mcp-servers.ts';
import { readRelayFile } from '../../src/config/relay-file.ts';
import { ok } from '../../src/core/result.ts';
import { phoneOn } from '../adapters/backends/mcp/sources/phone-on-area.ts';
import { watchEventLoop } from '../support/event-loop.ts';
import { FakeClaude } from '../support/fake-claude.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { HOSTILE_DATA, HOSTILE_TEXTS } from '../support/hostile-kinds.ts';
import { NO_SOURCES } from '../support/no-sources.ts';
import { TEXT_READERS } from '../support/readers.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { shareOf } from '../support/share.ts';

/** A machine that runs other tests too is not quiet; what holds the loop for so long is a defect on any. */
const MAX_HOLD_MS = 1000;
const NOTEWORTHY_MS = 100;

/** Everything at its largest: `HOSTILE=wide`. It takes minutes. */
const isWide = process.env['HOSTILE'] === 'wide';
const LARGEST = 4_900_000;
const LENGTH = isWide ? LARGEST : 200_000;
const VALUES = 90_000;
const MAX_A_CARRIER_SENDS = 1600;

const noteworthy: string[] = [];
afterAll(() => {
  if (noteworthy.length === 0) return;
  process.stdout.write(`held the event loop for more than ${NOTEWORTHY_MS} ms:\n`);
  for (const line of noteworthy) process.stdout.write(`  ${line}\n`);
});

/** Does some work, and fails when it holds the event loop for too long. */
async function watched<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const loop = watchEventLoop();
  try {
    return await work();
  } finally {
    await new Promise(setImmediate);
    const held = loop.stop();
    if (held > NOTEWORTHY_MS) noteworthy.push(`${held.toFixed(0)} ms: ${what}`);
    expect(held, `${what} held the event loop`).toBeLessThan(MAX_HOLD_MS);
  }
}

let worker: Worker;
let base: string;
beforeAll(async () => {
  worker = new Worker(new URL('../support/hostile-server.ts', import.meta.url));
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.once('message', resolve).once('error', reject);
  const { port } = z.object({ port: z.number() }).parse(await promise);
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => worker.terminate().then(() => undefined));

const path = (form: 'text' | 'data', kind: string, size: number): string =>
  `${form}/${encodeURIComponent(kind)}/${size}`;

/** What takes longest to read, at the length that an answer may have. */
const MAX_LENGTH = [
  'keys',
  'records',
  'a quoted text of escapes',
  'a quoted text of quotes',
  'a wide table',
  'a long table',
  'bullets',
  'bullets with spaces',
  'JSON, records',
  'JSON, wide',
  'JSON, empty lists',
  'JSON, deep',
  'JSON, a text',
  'JSON in JSON',
  'JSON behind a label',
  'braces behind a key',
  'only "\\n"',
  'only "["',
];
const TEXTS: readonly (readonly [kind: string, length: number])[] = [
  ...Object.keys(HOSTILE_TEXTS).map((kind) => [kind, LENGTH] as const),
  ...MAX_LENGTH.map((kind) => [kind, LARGEST] as const),
];
const DATA = Object.keys(HOSTILE_DATA).filter((kind) => kind !== 'deep data');

describe('an MCP server may say anything', () => {
  async function readsAt(where: string): Promise<string | undefined> {
    const clock = new FakeClock();
    await using connection = createMcpConnection({
      service: 'Proxmox',
      endpoint: { kind: 'http', url: new URL(`${base}/mcp/${where}`) },
      clock,
    });
    return await phoneOn('proxmox', connection, clock).says('2');
  }

  test.for(shareOf(TEXTS))('in a text: %s, %i characters', async ([kind, length]) => {
    const reply = await watched(`MCP, ${kind}, ${length}`, () =>
      readsAt(path('text', kind, length)),
    );
    expect(reply).toMatch(/^Proxmox/);
  });

  test.for(shareOf(DATA))('as data: %s', async (kind) => {
    const reply = await watched(`MCP data, ${kind}`, () => readsAt(path('data', kind, VALUES)));
    expect(reply).toMatch(/^Proxmox/);
  });
});

describe('an API may say anything', () => {
  const clock = new FakeClock();
  async function readsAt(where: string): Promise<unknown> {
    await using api = createApi({
      service: 'Proxmox',
      url: new URL(`${base}/api/${where}?`),
      clock,
      headers: async () => ok({}),
    });
    const [proxmox, k8s] = [createProxmoxApi(api, clock), createKubernetesApi(api, clock)];
    const answers = [];
    for (const ask of [
      () => proxmox.nodes(),
      () => proxmox.guests(),
      () => k8s.pods(),
      () => k8s.events(),
      () => k8s.nodes(),
      () => createWazuhIndexer(api, clock).alerts?.(),
    ]) {
      answers.push(await ask());
    }
    return answers;
  }

  test.for(shareOf(MAX_LENGTH))('in a text: %s', async (kind) => {
    await watched(`API, ${kind}`, () => readsAt(path('text', kind, LENGTH)));
  });

  test.for(shareOf(DATA))('as data: %s', async (kind) => {
    await watched(`API data, ${kind}`, () => readsAt(path('data', kind, 30_000)));
  });
});

describe('Claude may say anything, and is shown anything', () => {
  let claude: FakeClaude;
  let relay: Relay;
  beforeAll(async () => {
    claude = await FakeClaude.start();
    relay = await startRelay({
      env: { ANTHROPIC_API_KEY: 'sk-ant-test-key-0123456789', ANTHROPIC_BASE_URL: claude.url },
    });
    await relay.alice.texts('ask why is plex slow'); // what it takes is loaded
  });
  afterAll(async () => {
    relay.alice.forgets();
    await relay[Symbol.asyncDispose]();
    await claude[Symbol.asyncDispose]();
  });

  test.for(shareOf(Object.keys(HOSTILE_TEXTS)))('as an answer: %s', async (kind) => {
    claude.moves = [{ say: HOSTILE_TEXTS[kind]?.(20_000) ?? '' }];
    await watched(`Claude, ${kind}`, () => relay.alice.texts('ask why is plex slow'));
    relay.alice.forgets();
  });

  test.for(shareOf(Object.keys(HOSTILE_TEXTS)))('in a result of a tool: %s', async (kind) => {
    const text = HOSTILE_TEXTS[kind]?.(LENGTH) ?? '';
    await watched(`shown to Claude, ${kind}`, () => TEXT_READERS['what Claude is shown']?.(text));
  });
});

describe('a phone may say anything', () => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay();
  });
  afterAll(async () => {
    relay.alice.forgets();
    await relay[Symbol.asyncDispose]();
  });

  test.for(shareOf(Object.keys(HOSTILE_TEXTS)))('%s', async (kind) => {
    const text = HOSTILE_TEXTS[kind]?.(MAX_A_CARRIER_SENDS) ?? '';
    await watched(`a phone, ${kind}`, () => relay.alice.texts(text));
    relay.alice.forgets();
  });
});

describe('a value of the configuration may be anything', () => {
  test.for(shareOf(Object.entries(HOSTILE_TEXTS)))('%s', async ([kind, make]) => {
    const text = make(100_000);
    await watched(`a variable, ${kind}`, () =>
      loadConfig({
        DEMO: '1',
        PUBLIC_URL: text,
        ALLOWED_PHONE_NUMBER: text,
        TZ: text,
        UNIFI_URL: text,
      }),
    );
    await watched(`MCP_CONFIG, ${kind}`, () => {
      readMcpFile(text, NO_SOURCES);
      const entry = {
        url: text,
        headers: { a: text },
        command: text,
        args: [text],
        env: { a: text },
      };
      readMcpFile(
        JSON.stringify({ mcpServers: { a: entry, [text.slice(0, 1000)]: { url: text } } }),
        NO_SOURCES,
      );
    });
    await watched(`RELAY_CONFIG, ${kind}`, () =>
      readRelayFile(
        JSON.stringify({
          areas: {
            k8s: { profile: text, items: { pods: { tool: text, map: text, args: { a: text } } } },
          },
        }),
      ),
    );
  });
});

describe('a line of the log may be anything', () => {
  test.for(shareOf(Object.entries(HOSTILE_TEXTS)))('%s', async ([kind, make]) => {
    const text = make(200_000);
    await watched(`the log, ${kind}`, () => TEXT_READERS['a line of the log']?.(text));
    await watched(`an error in the log, ${kind}`, () =>
      TEXT_READERS['an error in the log']?.(text),
    );
  });
});
