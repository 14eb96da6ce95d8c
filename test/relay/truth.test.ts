import { afterEach, beforeEach, expect } from 'vitest';
import { rest } from '../support/advance-until.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';
import { PVE_TOKEN, startProxmox } from '../upstreams/proxmox.ts';

let cleanup: AsyncDisposableStack;
let clock: FakeClock;

beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock();
});
afterEach(() => cleanup.disposeAsync());

/** A relay, and what Alice reads after the last of her texts. */
async function relayWith(env: NodeJS.ProcessEnv = {}) {
  const relay = cleanup.use(await startRelay({ env, clock }));
  const reads = async (...texts: readonly string[]): Promise<string> => {
    let last = '';
    for (const text of texts) {
      await relay.alice.texts(text);
      last = relay.alice.reads();
    }
    return last;
  };
  /** Does it after the code that was asked for. */
  const confirms = async (text: string): Promise<string> => {
    const [, code] = /OK (\d{6})/.exec(await reads(text)) ?? [];
    return reads(`OK ${code}`);
  };
  return { relay, reads, confirms };
}

test('a guest that ran and is stopped is named by home and by its area', async () => {
  const { reads, confirms } = await relayWith();
  expect(await reads('home')).toMatch(/^DEMO OK\. /);
  await confirms('kill nextcloud');
  clock.advance(MINUTE);
  expect(await reads('home')).toMatch(
    /^DEMO ! PVE nextcloud stopped\. Net OK, K8s OK, Sec 2 warn\n/,
  );
  expect(await reads('2')).toMatch(/^DEMO Proxmox ! nextcloud stopped\n3 nodes, 12 VMs, 8 LXC\n/);
});

test("a guest that never ran is nobody's trouble", async () => {
  const { reads } = await relayWith();
  expect(await reads('2v')).toContain('win11-test stopped');
  expect(await reads('home', '2')).toMatch(/^DEMO Proxmox OK\./);
});

test('a guest that is stopped in Proxmox itself is named, over what its own count says', async () => {
  const seconds = () => Math.floor(clock.now() / 1000);
  const pve = cleanup.use(await startProxmox({ now: seconds, isCalm: true }));
  const { reads, confirms } = await relayWith({
    PROXMOX_URL: pve.url.href,
    PROXMOX_TOKEN: PVE_TOKEN,
  });
  expect(await reads('2')).toMatch(/^Proxmox OK\./);
  await confirms('kill opnsense');
  clock.advance(MINUTE);
  expect(await reads('2')).toMatch(/^Proxmox ! opnsense stopped\n/);
});

test('a deployment at 0 where it had more is named', async () => {
  const { reads, confirms } = await relayWith();
  await reads('home');
  await confirms('scale jellyfin 0');
  clock.advance(MINUTE);
  expect(await reads('home')).toMatch(/^DEMO ! K8s jellyfin 0 pods\. Net OK, PVE OK, Sec 2 warn\n/);
  expect(await reads('3')).toMatch(/^DEMO K8s ! jellyfin 0 pods\n/);
});

test('when nothing answers, one line names the areas and when they last did', async () => {
  const { reads, relay } = await relayWith({
    UNIFI_MCP_URL: 'http://127.0.0.1:9',
    PROXMOX_MCP_URL: 'http://127.0.0.1:9',
    K8S_MCP_URL: 'http://127.0.0.1:9',
    SECURITY_MCP_URL: 'http://127.0.0.1:9',
  });
  expect(await reads('home')).toMatch(
    /^! No answer from Network, Proxmox, K8s, Security\. Never OK since start\n1\)/,
  );
  expect(relay.logged.length).toBeGreaterThan(0);
});

test('what may be off is said once, by an operator, and can be undone', async () => {
  const { reads, confirms, relay } = await relayWith();
  await reads('home');
  await confirms('kill nextcloud');
  clock.advance(MINUTE);
  expect(await reads('ok off nextcloud')).toMatch(
    /^nextcloud may be off\. Undo: ok off nextcloud no\n/,
  );
  expect(await reads('home')).toMatch(/^DEMO OK\. /);
  expect(await reads('OK off')).toContain('May be off: nextcloud');
  await relay.bob.texts('ok off plex');
  relay.bob.hears(/^This number may only look/);
  expect(await reads('Ok off Nextcloud no.')).toContain('nextcloud should run');
  expect(await reads('home')).toMatch(/^DEMO ! PVE nextcloud stopped/);
});

const STAGED = [
  ['guest-stopped', 'PVE nextcloud stopped', '2', 'Proxmox ! nextcloud stopped'],
  [
    'pod-crashing',
    'K8s jellyfin 0/1 ready, CrashLoopBackOff',
    '3',
    'K8s ! jellyfin 0/1 ready, CrashLoopBackOff',
  ],
  ['wan-down', 'Net WAN down', '1', 'Network ! WAN down'],
  ['backup-failed', 'PVE vaultwarden backup failed', '2', 'Proxmox ! vaultwarden backup failed'],
  ['storage-full', 'PVE nas 97% full', '2', 'Proxmox ! nas 97% full'],
  ['deployment-off', 'K8s jellyfin 0 pods', '3', 'K8s ! jellyfin 0 pods'],
  ['access-point-down', 'Net AP-Attic down', '1', 'Network ! AP-Attic down'],
  [
    'critical-alert',
    'Sec 1 critical: Root login over SSH from an unknown address',
    '4',
    'Security ! 1 critical: Root login over SSH from an unknown address',
  ],
] as const;

test.for(STAGED)(
  '%s in the demo is named by home and by its area, and nothing else changes',
  async ([trouble, worst, door, summary]) => {
    const { reads, relay } = await relayWith();
    const stage = async (breaks: string) => {
      const asked = { method: 'PUT', url: '/phone/switches', payload: { breaks } } as const;
      expect((await relay.service.http.inject(asked)).statusCode).toBeLessThan(300);
      clock.advance(MINUTE);
    };
    const calm = await reads('home');
    await stage(trouble);
    const others = ['Net OK', 'PVE OK', 'K8s OK', 'Sec 2 warn'].filter(
      (it) => it.slice(0, 3) !== worst.slice(0, 3),
    );
    const [, ...menu] = calm.split('\n');
    expect(await reads('home')).toBe([`DEMO ! ${worst}. ${others.join(', ')}`, ...menu].join('\n'));
    expect(await reads(door)).toMatch(new RegExp(`^DEMO ${summary}\n\\d`));
    const [, problem] = worst.split(/ (.*)/);
    expect((await reads('!')).split('\n')[0]).toBe(`DEMO ! ${problem}`);
    await stage('nothing');
    expect(await reads('home')).toMatch(/^DEMO OK\. /);
  },
);

test('what ! opens is read anew, for it may have been read before the trouble began', async () => {
  const { reads, relay } = await relayWith();
  expect(await reads('nextcloud')).toContain('running');
  const asked = { method: 'PUT', url: '/phone/switches', payload: { breaks: 'guest-stopped' } };
  await relay.service.http.inject({ ...asked, method: 'PUT' });
  clock.advance(1000);
  const worst = await reads('!');
  expect(worst).toMatch(/^DEMO ! .*nextcloud.*stopped/);
  expect(worst).not.toContain('running');
});

test('when the whole homelab is dead, home says when it was last well', async () => {
  const { reads, relay } = await relayWith();
  await reads('home');
  await rest(25); // what was asked in the background is answered
  await relay.service.http.inject({
    method: 'PUT',
    url: '/phone/switches',
    payload: { homelab: 'dead' },
  });
  clock.advance(5 * MINUTE);
  await reads('home', '2', '1', '3', '4');
  expect(await reads('home')).toMatch(
    /^DEMO ! No answer from Network, Proxmox, K8s, Security\. Last OK 12:00\n/,
  );
});
