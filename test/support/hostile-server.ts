import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { HOSTILE_DATA, HOSTILE_TEXTS } from './hostile-kinds.ts';

/**
 * Run as a worker, so that only the relay's own work holds the relay's event loop: a server whose answers are hostile.
 * The path says which: `/text/<kind>/<length>` and `/data/<kind>/<values>`, by MCP below `/mcp` and else as they are.
 */
const Call = z.looseObject({
  id: z.union([z.number(), z.string()]).optional(),
  method: z.string(),
});

const TOOLS = ['proxmox_get_nodes', 'proxmox_get_vms', 'get_wazuh_alerts'].map((name) => ({
  name,
  description: name,
  inputSchema: { type: 'object' },
}));

const made = new Map<string, string>();

function make(path: string, byMcp: boolean): string {
  const [, , form = '', kind = '', size = ''] = path.split('/').map(decodeURIComponent);
  const text = HOSTILE_TEXTS[kind]?.(Number(size)) ?? '';
  const data = HOSTILE_DATA[kind]?.(Number(size));
  if (!byMcp) return form === 'text' ? text : JSON.stringify({ data, items: data, rows: data });
  return form === 'text'
    ? JSON.stringify({ content: [{ type: 'text', text }] })
    : JSON.stringify({ content: [], structuredContent: { nodes: data, vms: data } });
}

/** Each of them is made once: it takes longer than to read it. */
function answerTo(path: string, byMcp: boolean): string {
  const [known] = path.split('?');
  const key = `${known}`;
  const answer = made.get(key) ?? make(key, byMcp);
  made.clear();
  made.set(key, answer);
  return answer;
}

function resultOf(method: string, path: string): string {
  switch (method) {
    case 'initialize':
      return JSON.stringify({
        protocolVersion: '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'hostile', version: '1' },
      });
    case 'tools/list':
      return JSON.stringify({ tools: TOOLS });
    default:
      return answerTo(path, true);
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const body = await readText(request);
  if (!path.startsWith('/mcp/')) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answerTo(path, false));
    return;
  }
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  const { id, method } = Call.parse(JSON.parse(body));
  if (id === undefined) {
    response.writeHead(202).end();
    return;
  }
  const json = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${resultOf(method, path)}}`;
  response.writeHead(200, { 'content-type': 'application/json' }).end(json);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(server.address()));
