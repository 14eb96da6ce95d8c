import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { saying, ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { ACCOUNT_SID } from '../support/account.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { RELAY } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';
import { KUBE_TOKEN, startKubernetes } from '../upstreams/kubernetes.ts';
import { CROWDSEC, startCrowdsec } from '../upstreams/security.ts';
import type { Upstream } from '../upstreams/serve.ts';

type Mood = 'well' | 'errs' | 'dies';

/** One backend, how it answers, and whether what it tells is trouble. */
interface Backend {
  mood: Mood;
  isTroubled: boolean;
  /** Does what its mood and trouble say, or just forgets what it heard. */
  readonly apply: () => void | Promise<void>;
}

export interface House {
  readonly relay: Relay;
  /** Which areas could honestly be called OK right now. */
  readonly truth: () => Readonly<Record<string, boolean>>;
  /** Changes the mood of a backend or two. */
  readonly shake: (chance: () => number) => Promise<void>;
  readonly heal: () => Promise<void>;
}

const MOODS: readonly Mood[] = ['well', 'well', 'errs', 'dies'];

/** A relay over an MCP server, a program, and two vendors' APIs: each can die, fail and be in trouble. */
export async function startHouse(clock: FakeClock, cleanup: AsyncDisposableStack): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-soak-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));

  const [network, unifiUrl] = await startUnifi(cleanup);
  const proxmox = proxmoxIn(folder);
  const kube = cleanup.use(await startKubernetes({ now: clock.now, isCalm: true }));
  const crowdsec = cleanup.use(await startCrowdsec({ now: clock.now }));
  const backends: Readonly<Record<string, Backend>> = {
    Network: network,
    Proxmox: proxmox,
    K8s: upstream(kube),
    Security: upstream(crowdsec),
  };
  await proxmox.apply();

  const relay = cleanup.use(
    await startRelay({
      clock,
      env: {
        ...WITHOUT_ALERTS,
        DEMO: '0',
        TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TWILIO_PHONE_NUMBER: RELAY,
        TWILIO_API_URL: 'http://127.0.0.1:65534',
        DATABASE_URL: 'memory:',
        ANSWERS_PER_MINUTE: '1000000',
        ANSWERS_PER_DAY: '1000000',
        MCP_CONFIG: mcpConfig(folder, unifiUrl),
        KUBECONFIG: kubeconfig(folder, kube.url),
        CROWDSEC_URL: crowdsec.url.href,
        CROWDSEC_API_KEY: CROWDSEC.key,
        CROWDSEC_MACHINE_ID: CROWDSEC.machine,
        CROWDSEC_PASSWORD: CROWDSEC.password,
      },
    }),
  );

  return {
    relay,
    truth: () =>
      Object.fromEntries(
        Object.entries(backends).map(([area, { mood, isTroubled }]) => [
          area,
          mood === 'well' && !isTroubled,
        ]),
      ),
    async shake(chance) {
      for (const backend of Object.values(backends)) {
        if (chance() < 0.4) {
          backend.mood = MOODS[Math.floor(chance() * MOODS.length)] ?? 'well';
          backend.isTroubled = chance() < 0.2;
        }
        await backend.apply();
      }
    },
    async heal() {
      for (const backend of Object.values(backends)) {
        backend.mood = 'well';
        backend.isTroubled = false;
        await backend.apply();
      }
    },
  };
}

function mcpConfig(folder: string, unifi: URL): string {
  const path = join(folder, 'mcp.json');
  const script = join(import.meta.dirname, 'proxmox-server.mjs');
  const env = { WORLD: join(folder, 'world.json') };
  const pve = { command: process.execPath, args: [script], env };
  writeFileSync(path, JSON.stringify({ mcpServers: { unifi: { url: unifi.href }, pve } }));
  return path;
}

function kubeconfig(folder: string, url: URL): string {
  const path = join(folder, 'kubeconfig');
  writeFileSync(
    path,
    JSON.stringify({
      'current-context': 'home',
      clusters: [{ name: 'home', cluster: { server: url.origin } }],
      users: [{ name: 'me', user: { token: KUBE_TOKEN } }],
      contexts: [{ name: 'home', context: { cluster: 'home', user: 'me' } }],
    }),
  );
  return path;
}

async function startUnifi(cleanup: AsyncDisposableStack): Promise<[Backend, URL]> {
  const backend: Backend = { mood: 'well', isTroubled: false, apply };
  const tell = (data: () => unknown) => (): CallToolResult =>
    backend.mood === 'errs'
      ? saying('Error: 503 from the console')
      : saying(JSON.stringify(data()));
  const clients = Array.from({ length: 20 }, (_, n) => ({
    type: 'WIRED',
    name: n === 0 ? 'printer' : `client-${n}`,
    macAddress: `3c:ec:ef:00:00:${n}`,
    ipAddress: `10.0.0.${n}`,
  }));
  const gear = () => [
    { name: 'Gate', macAddress: '74:ac', state: 'ONLINE', features: ['gateway'] },
    {
      name: 'AP',
      macAddress: '74:ad',
      state: backend.isTroubled ? 'OFFLINE' : 'ONLINE',
      features: ['accessPoint'],
    },
  ];
  const server = cleanup.use(
    await ToolServer.start({
      list_devices: tell(gear),
      list_clients: tell(() => clients),
      get_device_stats: tell(() => ({})),
      execute_action: tell(() => ({})),
    }),
  );
  let isUp = true;
  async function apply(): Promise<void> {
    server.heard.length = 0;
    const shouldBeUp = backend.mood !== 'dies';
    if (shouldBeUp === isUp) return;
    isUp = shouldBeUp;
    await (isUp ? server.restart() : server.stop());
  }
  return [backend, server.url];
}

function proxmoxIn(folder: string): Backend {
  const backend: Backend = {
    mood: 'well',
    isTroubled: false,
    apply() {
      const { mood, isTroubled } = backend;
      writeFileSync(join(folder, 'world.json'), JSON.stringify({ mood, isTroubled }));
    },
  };
  return backend;
}

/** A vendor's API; its own data is never trouble. */
function upstream(api: Upstream): Backend {
  const backend: Backend = {
    mood: 'well',
    isTroubled: false,
    apply() {
      backend.isTroubled = false;
      api.heard.length = 0;
      api.interrupt = {
        well: undefined,
        errs: () => ({ status: 500, text: 'no leader' }),
        dies: () => 'hang up' as const,
      }[backend.mood];
    },
  };
  return backend;
}
