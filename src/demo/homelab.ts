import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { createMcpEndpoint } from './mcp-endpoint.ts';
import { type DemoArea, demoTools } from './tools.ts';

export interface HomelabOptions {
  readonly clock: Clock;
  /** Another seed is another house: other addresses, other ups and downs. */
  readonly seed?: number;
}

export interface Homelab extends AsyncDisposable {
  readonly urls: Readonly<Record<DemoArea, string>>;
}

const LOOPBACK = '127.0.0.1';
const OUR_NAMES: ReadonlySet<string> = new Set([LOOPBACK, 'localhost']);

/** Opens an imaginary homelab: four real MCP servers on a free local port. Its first minutes are calm. */
export async function startHomelab({ clock, seed = 1 }: HomelabOptions): Promise<Homelab> {
  const tools = demoTools({ seed, startedAt: clock.now() });
  const endpoint = (area: DemoArea) => createMcpEndpoint(area, tools[area], clock);
  const endpoints = new Map([
    ['/network/mcp', endpoint('network')],
    ['/proxmox/mcp', endpoint('proxmox')],
    ['/k8s/mcp', endpoint('k8s')],
    ['/security/mcp', endpoint('security')],
  ]);

  const server = createServer((request, response) => {
    if (!isForUs(request)) return void response.writeHead(403).end();
    const asked = endpoints.get(request.url ?? '');
    if (!asked) return void response.writeHead(404).end();
    asked.handle(request, response).catch(() => response.destroy());
  });
  const base = await listen(server);

  return {
    urls: {
      network: `${base}/network/mcp`,
      proxmox: `${base}/proxmox/mcp`,
      k8s: `${base}/k8s/mcp`,
      security: `${base}/security/mcp`,
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...endpoints.values()].map((it) => it[Symbol.asyncDispose]()));
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** A web page that points its own name at this machine sends that name along. */
function isForUs({ headers }: IncomingMessage): boolean {
  const address = URL.parse(`http://${headers.host}`);
  return address !== null && OUR_NAMES.has(address.hostname);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      if (typeof address === 'object' && address) resolve(`http://${LOOPBACK}:${address.port}`);
    });
  });
}
