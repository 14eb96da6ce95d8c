import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import { type Certificate, selfSigned, type Upstream } from '../upstreams/serve.ts';
import { startUnifi, UNIFI_KEY } from '../upstreams/unifi.ts';
import { bin, HOW_TO_INSTALL, isInstalled } from './installed.ts';

let cleanup: AsyncDisposableStack;
let folder: string;
let clock: FakeClock;

beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock(Date.now() + 5000); // past every "an hour ago" of the console
  folder = mkdtempSync(join(tmpdir(), 'relay-real-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
});
afterEach(() => cleanup.disposeAsync());

const console = async (certificate?: Certificate): Promise<Upstream> =>
  cleanup.use(await startUnifi({ now: Date.now }, certificate));

async function relayOver(command: string, env: Readonly<Record<string, string>>) {
  const path = join(folder, 'mcp.json');
  writeFileSync(path, JSON.stringify({ mcpServers: { unifi: { command: bin(command), env } } }));
  const relay = cleanup.use(await startRelay({ env: { MCP_CONFIG: path }, clock }));
  const reads = async (text: string): Promise<string> => {
    await relay.alice.texts(text);
    return relay.alice.reads();
  };
  return { relay, reads };
}

describe.skipIf(!isInstalled)(`UniFi MCP servers (else: ${HOW_TO_INSTALL})`, () => {
  test('ames-unifi-mcp, which hides its tools', async () => {
    const { url } = await console(selfSigned());
    const { reads } = await relayOver('ames-unifi-mcp', {
      UNIFI_HOST: url.origin,
      UNIFI_API_KEY: UNIFI_KEY,
      UNIFI_VERIFY_SSL: 'false',
      UNIFI_PERMISSION_PROFILE: 'admin',
    });
    expect(await reads('1')).toBe(
      'Network ! AP Garage down\n6 clients, 2 APs, 1 alert\nD)etails  A)lerts  C)lients',
    );
    expect(await reads('d')).toContain('WAN in 88 Mbps, out 13 Mbps, 203.0.113.7');
    expect(await reads('1a')).toContain('AP Garage was disconnected');
    expect(await reads('1c')).toContain(
      'Network: 6 clients\n1 client-0 wired\n2 client-1 AP Living',
    );
    expect(await reads('2')).toBe(
      'Client client-1\nIP 192.168.2.1, 3c:ec:ef:00:00:01\nAP Living Room, signal -54 dBm\nConnected 1h\nX) Block  K)ick  B)ack',
    );
    const doIt = async (words: string): Promise<string> => {
      const [, code] = /OK (\d{6})/.exec(await reads(words)) ?? [];
      return reads(`OK ${code}`);
    };
    expect(await doIt('k')).toContain('client-1 reconnected');
    expect(await reads('cycle usw-24-poe 7')).toContain('Port 7 of USW-24-PoE gives no power.');
    expect(await reads('cycle usw-24-poe 3')).toContain('client-2 loses power.');
    expect(await doIt('cycle usw-24-poe 3')).toContain('client-2 back');
    expect(await doIt('block client-1')).toContain('client-1 is blocked');
  });

  test('unifi-mcp by pproenca', async () => {
    const { url } = await console();
    const { reads } = await relayOver('unifi-mcp', {
      UNIFI_API_URL: `${url.origin}/proxy/network/integration`,
      UNIFI_API_KEY: UNIFI_KEY,
    });
    expect(await reads('1')).toBe(
      'Network ! AP Garage down\n6 clients, 2 APs\nD)etails  A)lerts  C)lients',
    );
    expect(await reads('1a')).toContain('1 ! AP Garage is down');
    expect(await reads('1c')).toContain('Network: 6 clients');
    expect(await reads('2')).toContain('AP Living Room\nConnected 1h');
  });
});
