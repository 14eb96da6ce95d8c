import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { Fault } from './fault-schedule.ts';
import { createMcpEndpoint } from './mcp-endpoint.ts';
import { faultsOf, type StagedFault } from './staged-faults.ts';
import { type DemoArea, demoTools } from './tools.ts';

export interface HomelabOptions {
  readonly clock: Clock;
  /** A different seed gives a different homelab: other addresses, other fluctuations. */
  readonly seed?: number;
}

/** The answers of the servers: normal, later than a person would wait, or none. */
export const HEALTH_MODES = ['well', 'slow', 'dead'] as const;

export type HealthMode = (typeof HEALTH_MODES)[number];

export interface Homelab extends AsyncDisposable {
  readonly urls: Readonly<Record<DemoArea, string>>;
  /** The machines of the homelab on which they run. */
  readonly hosts: Readonly<Record<DemoArea, string>>;
  readonly setHealthMode: (mode: HealthMode) => void;
  /** Stages one fault, until the next call. */
  readonly stage: (fault: StagedFault | undefined) => void;
}

/** Longer than a person is kept waiting, shorter than the timeout of a server. */
const SLOW_MS = 9000;

const HOSTS = { network: 'UDM-Pro', proxmox: 'pve1', k8s: 'pve1', security: 'pve1' } as const;

const LOOPBACK = '127.0.0.1';
const OUR_NAMES: ReadonlySet<string> = new Set([LOOPBACK, 'localhost']);

/** Starts the demo homelab: four real MCP servers on a free local port. Its first ten minutes have no faults. */
export async function startHomelab({ clock, seed = 1 }: HomelabOptions): Promise<Homelab> {
  const staged: { faults: readonly Fault[]; since: number } = { faults: [], since: clock.now() };
  const tools = demoTools({ seed, startedAt: clock.now(), changes: new Map(), staged });
  const endpoint = (area: DemoArea) => createMcpEndpoint(area, tools[area], clock);
  const endpoints = new Map([
    ['/network/mcp', endpoint('network')],
    ['/proxmox/mcp', endpoint('proxmox')],
    ['/k8s/mcp', endpoint('k8s')],
    ['/security/mcp', endpoint('security')],
  ]);
  /** The gateway answers for the network; all other servers are behind the switch. */
  const isBehindSwitch = (path: string): boolean => path !== '/network/mcp';

  let mode: HealthMode = 'well';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = '' } = request;
    const asked = endpoints.get(path);
    if (!isLocalHost(request)) return void response.writeHead(403).end();
    if (!asked) return void response.writeHead(404).end();
    const isCutOff = staged.faults.includes('switch-down') && isBehindSwitch(path);
    if (mode === 'dead' || isCutOff) return void request.destroy();
    if (mode === 'slow') await clock.wait(SLOW_MS);
    await asked.handle(request, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const base = await listen(server);

  return {
    hosts: HOSTS,
    urls: {
      network: `${base}/network/mcp`,
      proxmox: `${base}/proxmox/mcp`,
      k8s: `${base}/k8s/mcp`,
      security: `${base}/security/mcp`,
    },
    setHealthMode(chosen) {
      mode = chosen;
    },
    stage(fault) {
      staged.faults = fault === undefined ? [] : faultsOf(fault);
      staged.since = clock.now();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...endpoints.values()].map((it) => it[Symbol.asyncDispose]()));
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Rejects DNS rebinding: a web page that points its own name at this machine sends that name as host. */
function isLocalHost({ headers }: IncomingMessage): boolean {
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
