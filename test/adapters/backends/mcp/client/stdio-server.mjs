// An MCP server over stdio that behaves as badly as its environment asks.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';

const { MOOD = 'well', SECRET = '', PID_FILE } = process.env;
const STAY = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";

process.stderr.write(`listening with the key ${SECRET}\n`);
if (MOOD === 'ends at once') process.exit(3);
if (MOOD === 'banner') process.stdout.write('*** Welcome to MyMCP 3.0! ***\n{not json}\n\n');
if (MOOD === 'glued') process.stdout.write('MyMCP 3.0 is ready. ');
if (MOOD === 'stays') {
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
}
const helper =
  MOOD === 'has a helper that stays' ? spawn(process.execPath, ['-e', STAY]) : undefined;

if (PID_FILE) writeFileSync(PID_FILE, JSON.stringify([process.pid, helper?.pid]));

const say = (data) => ({ content: [{ type: 'text', text: JSON.stringify(data) }] });

/** Answers whatever comes first, which is the introduction, with this. */
function answerFirst(answer) {
  process.stdin.once('data', (chunk) => {
    const { id } = JSON.parse(chunk.toString().split('\n')[0]);
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
  });
}

if (MOOD === 'newer') {
  answerFirst({
    error: {
      code: -32022,
      message: `Unsupported protocol version ${SECRET}`,
      data: { supported: ['2026-07-28'], requested: '2025-11-25' },
    },
  });
} else {
  // It is started dozens of times, and often killed: what it compiled is kept for the next one.
  enableCompileCache();
  const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js');
  const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
  flushCompileCache();
  const instructions = MOOD === 'long' ? 'x'.repeat(300_000) : undefined;
  const server = new McpServer({ name: 'bad', version: '1' }, { instructions });
  server.registerTool('get_nodes', {}, () => say({ nodes: 3 }));
  server.registerTool('get_pids', {}, () => say({ pids: [process.pid, helper?.pid] }));
  server.registerTool('get_env', {}, () => say({ env: process.env, cwd: process.cwd() }));
  server.registerTool('count_me', {}, () => {
    process.stderr.write('counted\n');
    process.exit(1);
  });
  server.registerTool('crash', {}, () => process.kill(process.pid, 'SIGKILL'));
  server.registerTool('shout', {}, () => say({ text: 'x'.repeat(6_000_000) }));
  await server.connect(new StdioServerTransport());
}
