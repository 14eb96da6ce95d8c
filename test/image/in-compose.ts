import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../src/core/clock.ts';
import { structured, ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { type RunningCarrier, startCarrier } from '../support/carrier.ts';
import { ALICE } from '../support/phone-number.ts';
import type { Docker, Wire } from './docker.ts';
import { testReplicas } from './replicas-in-compose.ts';

const Reached = z.object({ straight: z.array(z.string()), proxied: z.array(z.number()) });

const PATIENCE = { timeout: 30_000 };

/** The compose file with a real engine, a pretend carrier and a real MCP server on this machine. */
export function describeCompose(engine: () => Docker): void {
  describe('in compose', () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    const settings = join(folder, 'env');
    const quick = join(folder, 'quick.yml');
    const cleanup = new AsyncDisposableStack();
    let wire: Wire;
    /** The port of the engine at which texts arrive. */
    let entrance = 8000;
    let carrier: RunningCarrier;
    let proxmox: ToolServer;
    let places: { readonly twilio: string; readonly proxmox: string; readonly k8s: string };

    const compose = (...words: readonly string[]) => engine().compose(settings, quick, ...words);
    const heard = () => carrier.textsTo(ALICE);

    /** What arrives on the phone next, after something was done. */
    async function hears(act: () => Promise<unknown>): Promise<string> {
      const before = heard().length;
      await act();
      await expect.poll(() => heard().length, PATIENCE).toBeGreaterThan(before);
      return heard().at(-1) ?? '';
    }

    const text = (body: string, sid?: string) => hears(() => carrier.text(ALICE, body, { sid }));

    /** What can be reached from where the relay runs. */
    async function probe(wanted: Readonly<Record<'straight' | 'proxied', readonly string[][]>>) {
      const script = readFileSync(join(import.meta.dirname, 'probe.mjs'), 'utf8');
      const node = ['node', '--input-type=module', '-e', script, JSON.stringify(wanted)];
      const said = await compose('--profile', 'sandbox', 'exec', '-T', 'sandbox', ...node);
      return Reached.parse(JSON.parse(said));
    }

    beforeAll(async () => {
      cleanup.defer(() => rmSync(folder, { recursive: true }));
      wire = await engine().moveApart();
      const reach = (url: string) => url.replace(PUBLIC_URL, `http://${wire.there}:${entrance}`);
      carrier = cleanup.use(await startCarrier({ clock: systemClock, reach }));
      proxmox = cleanup.use(
        await ToolServer.start({
          get_cluster_status: () =>
            structured({ nodes: 3, nodesOnline: 3, vms: 12, containers: 8 }),
          get_nodes: () => structured({ nodes: [] }),
          list_vms: () => structured({ guests: [] }),
        }),
      );
      places = {
        twilio: await lend(new URL(carrier.url)),
        proxmox: await lend(proxmox.url),
        k8s: await listen(() => undefined), // it hangs
      };
      const known = {
        ...{ PUBLIC_URL, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
        ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: ALICE },
        TWILIO_API_URL: `http://${places.twilio}`,
        PROXMOX_MCP_URL: `http://${places.proxmox}`,
        K8S_MCP_URL: `http://${places.k8s}`,
        SECURITY_MCP_URL: `http://${wire.here}:65533`,
        POSTGRES_PASSWORD: 'longEnough4',
        EGRESS_ALLOW: Object.values(places).join(','),
      };
      const lines = Object.entries(known).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(settings, lines.join(''));
      // The same, asked for its health more often.
      const often = 'healthcheck: { interval: 1s }';
      const services = ['relay', 'demo', 'sandbox', 'postgres', 'proxy'].map(
        (it) => `  ${it}: { ${often} }\n`,
      );
      // Each replica has a port of its own besides, so that a text can be sent to a certain one.
      services.push(`  replica: { ${often}, ports: ["8000"] }\n`);
      writeFileSync(quick, `version: "2.4"\nservices:\n${services.join('')}`);
    }, 60_000);
    afterAll(() => cleanup.disposeAsync());
    afterEach(async () => {
      const profiles = ['sandbox', 'demo', 'replicas'].flatMap((it) => ['--profile', it]);
      await compose(...profiles, 'down', '--volumes', '--timeout', '3');
    }, 60_000);

    /** Something on this machine, as it is reached from containers. */
    const lend = ({ port }: URL): Promise<string> =>
      listen((socket) => {
        const line = connect(Number(port), '127.0.0.1');
        socket.on('error', () => line.destroy()).pipe(line);
        line.on('error', () => socket.destroy()).pipe(socket);
      });

    async function listen(meet: (socket: Socket) => void): Promise<string> {
      const server = createServer(meet);
      await new Promise<void>((done) => server.listen(0, wire.here, done));
      cleanup.defer(() => void server.close());
      const address = server.address();
      if (!address || typeof address === 'string') throw new Error('it does not listen');
      return `${wire.here}:${address.port}`;
    }

    /** Begin a service and wait until it says that it is well. */
    async function up(service: string): Promise<void> {
      const profiles = ['--profile', service === 'relay' ? 'none' : service];
      await compose(...profiles, 'up', '--detach', '--no-build', service);
      const format = ['--format', '{{.State.Health.Status}}'];
      const [id = ''] = (await compose(...profiles, 'ps', '-q', service)).split('\n');
      await expect.poll(() => engine().run('inspect', ...format, id), PATIENCE).toBe('healthy');
    }

    const OVERVIEW = /3 nodes, 12 VMs, 8 LXC/;
    const [FIRST, SECOND] = ['1', '2'].map((it) => `SM${it.repeat(32)}`);

    test('the demo answers on its published port', async () => {
      await up('demo');
      expect(await engine().fetchInside('http://127.0.0.1:8001/health/ready')).toContain('ready');
      expect(await engine().fetchInside('http://127.0.0.1:8001/phone')).toContain('<html');
    }, 60_000);

    test('the relay answers, owes nothing when it was stopped, and comes back from its backup', async () => {
      await up('relay');
      const answer = await text('pve', FIRST);
      expect(answer).toMatch(OVERVIEW);
      // That the carrier took it is written within a second, and belongs into the backup.
      await new Promise((done) => setTimeout(done, 1500));
      expect(await compose('exec', '-T', 'relay', 'sms-relay', 'backup', '/data/backup.db')).toBe(
        '/data/backup.db holds 1 texts, 0 still to send, and 0 lines of record, none changed.',
      );

      const late = await hears(async () => {
        const slow = carrier.text(ALICE, 'k8s', { sid: SECOND });
        await new Promise((done) => setTimeout(done, 500));
        await compose('stop', 'relay');
        await slow;
        await up('relay');
      });
      expect(late).toMatch(/^K8s \? no answer/);

      await compose('kill', 'relay');
      await up('relay');
      expect(await text('pve', FIRST)).toBe(answer);

      await compose('stop', 'relay');
      expect(await compose('run', '--rm', 'relay', 'restore', '/data/backup.db')).toMatch(
        /^\/data\/relay\.db holds 1 texts.* now\.\s+Its previous contents are in \/data\/relay\.db\./,
      );
      await up('relay');
      expect(await text('pve', FIRST)).toBe(answer);
    }, 180_000);

    test('the sandbox reaches who is on its list and nobody else, and is reached', async () => {
      await up('sandbox');
      expect(await text('pve')).toMatch(OVERVIEW);
      expect(await text('security')).toMatch(/^Security \? not allowed by the proxy/);
      // Late, and therefore by the REST API.
      expect(await text('k8s')).toMatch(/^K8s \? no answer/);

      const [host = '', port = ''] = places.twilio.split(':');
      const reached = await probe({
        straight: [
          [host, port],
          [wire.there, '8000'],
          ['203.0.113.1', '443'],
          ['api.twilio.com', '443'],
        ],
        proxied: [
          ['CONNECT', places.twilio],
          ['CONNECT', `${host}:9`],
          ['CONNECT', 'evil.example:443'],
          ['CONNECT', 'api.twilio.com:80'],
          ['CONNECT', '127.0.0.1:3128'],
          ['GET', `http://${host}:9/`],
          ['GET', 'http://egress:3128/squid-internal-mgr/info'],
          ['GET', '/squid-internal-mgr/info'],
        ],
      });
      expect(reached.proxied).toEqual([200, 403, 403, 403, 403, 403, 403, 403]);
      for (const end of reached.straight) {
        expect(end).toMatch(/^(?:ENETUNREACH|EHOSTUNREACH|silence|EAI_AGAIN|ENOTFOUND)$/);
      }
      expect(await compose('--profile', 'sandbox', 'logs', '--no-color', 'egress')).toMatch(
        /CONNECT evil\.example:443 403/,
      );
    }, 180_000);

    testReplicas({
      engine,
      compose: (...words) => compose('--profile', 'replicas', ...words),
      fetch: (port, path) => fetch(`http://${wire.there}:${port}${path}`),
      text: async (port, body, sid) => {
        entrance = port;
        return carrier.text(ALICE, body, { sid });
      },
      heard,
    });
  });
}
