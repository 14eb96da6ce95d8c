import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppLog } from '../../src/app/logging.ts';
import { loadConfig } from '../../src/config/config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-args-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the log of a relay shows of a text, when a server is started with these words. */
async function logged(args: readonly string[], text: string): Promise<string> {
  const path = join(folder, 'mcp.json');
  writeFileSync(path, JSON.stringify({ mcpServers: { unifi: { command: 'npx', args } } }));
  const env = { FROM_ENV: 'filled-in', PORT_OF_IT: '3000', DEMO: '1', MCP_CONFIG: path };
  const loaded = await loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const lines: string[] = [];
  createAppLog(loaded.value, { write: (line: string) => lines.push(line) }).warn(text);
  return lines.join('');
}

test.for<readonly [string, readonly string[], string]>([
  ['filled in', ['--site', `\${FROM_ENV}`], 'filled-in'],
  ['filled into a word', [`--site=x-\${env:FROM_ENV}`], 'filled-in'],
  ['behind a flag', ['--api-key', 'gamma-ray'], 'gamma-ray'],
  ['within a flag', ['--access-token=gamma-ray'], 'gamma-ray'],
  ['behind a short flag', ['-password', 'gamma-ray'], 'gamma-ray'],
  ['a default', [`--client-secret=\${NOWHERE:-gamma-ray}`], 'gamma-ray'],
  ['in a header', ['--header', 'X-Mine: gamma-ray'], 'gamma-ray'],
  ['in a header behind a scheme', ['--header=X-Mine: Key gamma'], 'gamma'],
  ['in a header as curl has it', ['-H', 'X-Mine:gamma-ray'], 'gamma-ray'],
  ['for a container', ['run', '-e', 'GITHUB_TOKEN=gamma-ray', 'image'], 'gamma-ray'],
  ['in an address', ['https://host/mcp?site=gamma-ray'], 'gamma-ray'],
])('a key that a program is started with is hidden in the log: %s', async ([, args, key]) => {
  expect(await logged(args, `it says: ${key} is wrong`)).toContain('"it says: [secret] is wrong"');
});

test.for<readonly [string, readonly string[], string]>([
  ['ordinary words', ['--site', 'default', 'my-package@1.0.0'], 'default my-package@1.0.0 --site'],
  ['a switch', ['--no-auth', '--verbose', '--use-token', 'true'], '--verbose true'],
  ['a port', ['--port', `\${PORT_OF_IT}`], 'port 3000'],
])('what is no key stays in the log: %s', async ([, args, text]) => {
  const line = await logged(args, text);
  expect(line).toContain(text);
});
