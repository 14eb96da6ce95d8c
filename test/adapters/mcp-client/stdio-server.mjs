// An MCP server over stdio that behaves as badly as its environment asks.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const { MOOD = 'well', SECRET = '' } = process.env;

process.stderr.write(`listening with the key ${SECRET}\n`);
if (MOOD === 'ends at once') process.exit(3);
if (MOOD === 'banner') process.stdout.write('*** Welcome to MyMCP 3.0! ***\n{not json}\n\n');

const server = new McpServer({ name: 'bad', version: '1' });
const say = (data) => ({ content: [{ type: 'text', text: JSON.stringify(data) }] });
server.registerTool('get_nodes', {}, () => say({ nodes: 3 }));
server.registerTool('get_env', {}, () => say({ env: process.env, cwd: process.cwd() }));
server.registerTool('count_me', {}, () => {
  process.stderr.write('counted\n');
  process.exit(1);
});
server.registerTool('crash', {}, () => process.kill(process.pid, 'SIGKILL'));
server.registerTool('shout', {}, () => say({ text: 'x'.repeat(6_000_000) }));
await server.connect(new StdioServerTransport());
