import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { FaultName, ScheduledFault } from './fault-schedule.ts';
import { createMcpEndpoint } from './mcp-endpoint.ts';
import { type DemoArea, demoTools } from './tools.ts';

export interface HomelabOptions {
  readonly clock: Clock;
  /** Another seed is another house: other addresses, other ups and downs. */
  readonly seed?: number;
}

/** How its servers answer: as usual, after so long that a person would not wait, or not at all. */
export const HEALTH_MODES = ['well', 'slow', 'dead'] as const;

export type HealthMode = (typeof HEALTH_MODES)[number];

/** What can be seen to go wrong whenever somebody wants to. */
export const STAGED_FAULTS = [
  'guest-stopped',
  'deployment-off',
  'backup-failed',
  'storage-full',
  'access-point-down',
  'critical-alert',
] as const satisfies readonly (ScheduledFault | FaultName)[];

export type StagedFault = (typeof STAGED_FAULTS)[number];

export interface Homelab extends AsyncDisposable {
  readonly urls: Readonly<Record<DemoArea, string>>;
  readonly setMood: (mood: HealthMode) => void;
  /** Lets one thing go wrong, until it is called again. */
  readonly stage: (trouble: StagedFault | undefined) => void;
}

/** Longer than a person is kept waiting, shorter than the patience with a server. */
const SLOW_MS = 9000;

const LOOPBACK = '127.0.0.1';
const OUR_NAMES: ReadonlySet<string> = new Set([LOOPBACK, 'localhost']);

/** Opens an imaginary homelab: four real MCP servers on a free local port. Its first minutes are calm. */
export async function startHomelab({ clock, seed = 1 }: HomelabOptions): Promise<Homelab> {
  const staged: { trouble?: StagedFault | undefined; since: number } = { since: clock.now() };
  const tools = demoTools({ seed, startedAt: clock.now(), changes: new Map(), staged });
  const endpoint = (area: DemoArea) => createMcpEndpoint(area, tools[area], clock);
  const endpoints = new Map([
    ['/network/mcp', endpoint('network')],
    ['/proxmox/mcp', endpoint('proxmox')],
    ['/k8s/mcp', endpoint('k8s')],
    ['/security/mcp', endpoint('security')],
  ]);

  let mood: HealthMode = 'well';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = endpoints.get(request.url ?? '');
    if (!isForUs(request)) return void response.writeHead(403).end();
    if (!asked) return void response.writeHead(404).end();
    if (mood === 'dead') return void request.destroy();
    if (mood === 'slow') await clock.wait(SLOW_MS);
    await asked.handle(request, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const base = await listen(server);

  return {
    urls: {
      network: `${base}/network/mcp`,
      proxmox: `${base}/proxmox/mcp`,
      k8s: `${base}/k8s/mcp`,
      security: `${base}/security/mcp`,
    },
    setMood(chosen) {
      mood = chosen;
    },
    stage(trouble) {
      staged.trouble = trouble;
      staged.since = clock.now();
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
