import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';

const PROGRAM = join(import.meta.dirname, '../adapters/backends/mcp/client/stdio-server.mjs');
const folder = mkdtempSync(join(tmpdir(), 'own-words-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.for([
  ['long', 'answer too large'],
  ['newer', 'speaks only MCP 2026-07-28, which this relay does not know'],
] as const)(
  'phone and health tell in words of ours of a server whose introduction is %s',
  async ([MOOD, words]) => {
    const file = join(folder, `${MOOD}.json`);
    const env = { MOOD, SECRET: 'its own words' };
    const proxmox = { command: process.execPath, args: [PROGRAM], env };
    writeFileSync(file, JSON.stringify({ mcpServers: { proxmox } }));
    await using relay = await startRelay({ env: { MCP_CONFIG: file } });
    await relay.alice.texts('2');
    expect(relay.alice.reads()).toContain(`Proxmox ? ${words}`);
    const health = (await relay.service.http.inject('/health')).body;
    expect(health).toContain(`never OK: ${words}`);
    expect(health).not.toContain('its own words');
  },
);
