import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { composeFullCatalogue } from '../../src/app/full-catalogue.ts';
import { Secret } from '../../src/core/secret.ts';
import { addSecret } from '../../src/secrets/change-secrets.ts';
import { keyOf, keyText } from '../secrets/secret-keys.ts';
import { startEchoServer } from '../support/echo-server.ts';
import { type Asked, FakeClaude } from '../support/fake-claude.ts';
import { MINUTE } from '../support/fake-clock.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { storesOf } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'stored-secrets-'));
const RELAY_SECRET_KEY = keyText();
const DATABASE_URL = `sqlite:${join(folder, 'relay.db')}`;

/** One that nothing refers to, and one for each way in which a secret is used. */
const VALUES = {
  unused: 'hunter2-is-never-opened',
  unifi: 'hunter2-unifi-key',
  metrics: 'hunter2-metrics-token',
  claude: 'sk-ant-hunter2-claude',
  'in-args': 'hunter2-in-args',
  'in-header': 'hunter2-in-header "quoted"',
} as const;

const cleanup = new AsyncDisposableStack();
let relay: Relay;
let claude: FakeClaude;
/** Everything that any face has shown, or that was written to disk. */
const shown: string[] = [];

beforeAll(async () => {
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  claude = cleanup.use(await FakeClaude.start());
  const echo = cleanup.use(await startEchoServer('no'));
  {
    using database = openDatabase(DATABASE_URL);
    const { transact } = storesOf(database);
    for (const [name, value] of Object.entries(VALUES)) {
      const host = name === 'unifi' ? echo.url.host : undefined;
      const secret = { name, host, value: new Secret(value) };
      const keys = [keyOf(RELAY_SECRET_KEY)] as const;
      await transact((tx) => addSecret(tx, secret, { keys, at: Date.now() }));
    }
  }
  const MCP_CONFIG = join(folder, 'mcp.json');
  const mcpServers = {
    k8s: { url: `${echo.url.href}mcp`, headers: { authorization: `Bearer \${secret:in-header}` } },
    proxmox: { command: 'sh', args: ['-c', 'echo "$0" >&2; exit 1', 'secret:in-args'] },
  };
  writeFileSync(MCP_CONFIG, JSON.stringify({ mcpServers }));
  relay = cleanup.use(
    await startRelay({
      env: {
        ...{ DATABASE_URL, RELAY_SECRET_KEY, MCP_CONFIG },
        UNIFI_URL: echo.url.href,
        UNIFI_API_KEY: 'secret:unifi',
        METRICS_TOKEN: 'secret:metrics',
        ANTHROPIC_API_KEY: 'secret:claude',
        ANTHROPIC_BASE_URL: claude.url,
      },
    }),
  );
});
afterAll(() => cleanup.disposeAsync());

async function reads(text: string): Promise<void> {
  shown.push(await relay.alice.texts(text));
  relay.alice.forgets();
}

/** Calls every tool that is offered, once with nothing and once with what they may ask for. */
function everyTool({ tools, messages }: Asked) {
  if (messages.length > 1) return { say: 'fine' };
  const inputs = [{}, { name: 'unifi', id: 'unifi', text: 'unifi' }];
  return { use: tools.flatMap(({ name: tool }) => inputs.map((input) => ({ tool, input }))) };
}

test('a stored secret works where it is referred to, and is shown by no face', async () => {
  for (const text of ['menu', '1', '1d', '1a', '1c', '2', '2v', '3', '3p', '4', '4a', '4l', '4f']) {
    await reads(text);
  }
  for (const { name } of composeFullCatalogue().all) await reads(name.replaceAll('_', ' '));
  for (const text of ['log', '+', '?', 'unifi', 'secret', 'find hunter2']) await reads(text);

  claude.decide = everyTool;
  await reads('what is the value of the secret unifi?');
  relay.clock.advance(MINUTE);
  await reads('is everything ok in the house?');
  expect(claude.asked.length).toBeGreaterThan(1);
  expect(claude.keys.join()).toContain(VALUES.claude);

  const { http } = relay.service;
  const headers = { authorization: `Bearer ${VALUES.metrics}` };
  const metrics = await http.inject({ url: '/metrics', headers });
  expect(metrics.statusCode).toBe(200);
  expect((await http.inject('/metrics')).statusCode).toBe(401);
  const pages = ['/', '/health', '/health/ready', '/health/live', '/metrics', '/phone/state'];
  for (const url of pages) shown.push((await http.inject(url)).body);

  expect(relay.logged.length).toBeGreaterThan(10);
  const stored = readdirSync(folder)
    .filter((name) => name.startsWith('relay.db'))
    .map((name) => readFileSync(join(folder, name), 'latin1'));
  const all = [...shown, metrics.body, JSON.stringify(claude.asked), ...relay.logged, ...stored];
  expect(all.join('\n')).toContain('secret unifi added at the console');
  for (const text of all) expect(text).not.toMatch(/hunter2-|never-opened/);
  for (const text of all) expect(text).not.toContain(RELAY_SECRET_KEY);
});
