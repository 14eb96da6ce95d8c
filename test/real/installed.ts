import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'node_modules');

/** Whether the servers are there. Where CI is set, they must be. */
export const isInstalled = existsSync(FOLDER) || process.env['CI'] !== undefined;

/** What to say in place of tests that cannot run. */
export const HOW_TO_INSTALL =
  'the MCP servers that people run are not installed: npm ci --prefix test/real';

export const bin = (name: string): string => join(FOLDER, '.bin', name);

/** The Go program itself, which its wrapper would hide from a signal. */
export function kubernetesServer(): string {
  const prefix = 'kubernetes-mcp-server-';
  const name = readdirSync(FOLDER).find((it) => it.startsWith(prefix)) ?? 'not-installed';
  return join(FOLDER, name, 'bin', name);
}
