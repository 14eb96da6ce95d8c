// A Proxmox MCP server over stdio, told by a file how the world is.
import { readFileSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const server = new McpServer({ name: 'proxmox', version: '1' });
const tell = (list) => () => {
  const { mood, isTroubled } = JSON.parse(readFileSync(process.env.WORLD, 'utf8'));
  if (mood === 'dies') process.kill(process.pid, 'SIGKILL');
  if (mood === 'errs') return { content: [{ type: 'text', text: '❌ **Failed**' }] };
  return { content: [], structuredContent: list(isTroubled) };
};
const nodes = (isTroubled) =>
  ['pve1', 'pve2'].map((node) => ({
    node,
    status: isTroubled && node === 'pve2' ? 'offline' : 'online',
    cpu: 0.2,
    maxcpu: 8,
    mem: 1,
    maxmem: 2,
    uptime: 100,
  }));
const vms = Array.from({ length: 30 }, (_, n) => ({
  vmid: 100 + n,
  name: `vm-${n}`,
  type: 'qemu',
  node: 'pve1',
  status: 'running',
  cpu: 0.1,
  maxcpu: 2,
}));
server.registerTool(
  'proxmox_get_nodes',
  {},
  tell((isTroubled) => ({ nodes: nodes(isTroubled) })),
);
server.registerTool(
  'proxmox_get_vms',
  {},
  tell(() => ({ vms })),
);
await server.connect(new StdioServerTransport());
