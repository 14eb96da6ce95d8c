import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { ACCOUNT_SID } from '../support/account.ts';
import { advanceUntilSeen } from '../support/advance-until.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import type { Phone } from '../support/phone.ts';
import { ALICE, BOB, RELAY } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';
import { KUBE_TOKEN, startKubernetes } from '../upstreams/kubernetes.ts';
import type { Rollout } from '../upstreams/kubernetes-pods.ts';
import { PVE_TOKEN, startProxmox } from '../upstreams/proxmox.ts';
import { CROWDSEC, startCrowdsec } from '../upstreams/security.ts';
import { serve, type Upstream } from '../upstreams/serve.ts';

let cleanup: AsyncDisposableStack;
let clock: FakeClock;
let carrier: Upstream;

beforeEach(async () => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock();
  carrier = cleanup.use(
    await serve(() => ({ status: 201, json: { sid: `SM${'0'.repeat(32)}`, status: 'sent' } })),
  );
});
afterEach(() => cleanup.disposeAsync());

/** What came by itself. */
const later = (): readonly string[] =>
  carrier.heard.flatMap(({ body }) => new URLSearchParams(body).get('Body') ?? []);

const until = <T>(look: () => T | undefined) => advanceUntilSeen(clock, look);

const codeIn = (question: string): string => /OK (\d{4,6})/.exec(question)?.[1] ?? 'no code';

/** A relay over one real backend, which both phones may act on. */
async function relayOver(env: NodeJS.ProcessEnv) {
  const relay: Relay = cleanup.use(
    await startRelay({
      clock,
      env: {
        DEMO: '0',
        TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TWILIO_PHONE_NUMBER: RELAY,
        TWILIO_API_URL: carrier.url.origin,
        DATABASE_URL: 'memory:',
        ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}`,
        ...env,
      },
    }),
  );

  /** The answer, at once or by a text of its own; a code needs the clock to go on. */
  async function says(text: string, phone: Phone = relay.alice): Promise<string> {
    const before = later().length;
    let answer: string | undefined;
    const texted = phone.texts(text).then((twiml) => {
      answer = twiml.includes('<Message>') ? phone.reads() : undefined;
    });
    if (!text.startsWith('OK')) await texted;
    return (await until(() => answer ?? later()[before])) ?? 'no answer';
  }

  /** What came of a code in the end. */
  async function outcomeOf(question: string): Promise<string> {
    const before = later().length;
    const soon = await says(`OK ${codeIn(question)}`);
    if (!soon.startsWith('Sent.')) return soon.split('\n')[0] ?? '';
    const end = () =>
      later()
        .slice(before)
        .find((it) => !it.startsWith('Sent. '));
    return (await until(end)) ?? 'nothing';
  }

  return { relay, says, outcomeOf };
}

describe('Kubernetes', { timeout: 30_000 }, () => {
  async function cluster(rollout: Rollout) {
    const kube = cleanup.use(await startKubernetes({ now: clock.now, rollout }));
    const folder = mkdtempSync(join(tmpdir(), 'relay-identity-'));
    cleanup.defer(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'kubeconfig');
    writeFileSync(
      path,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'home',
        clusters: [{ name: 'home', cluster: { server: kube.url.origin } }],
        users: [{ name: 'me', user: { token: KUBE_TOKEN } }],
        contexts: [{ name: 'home', context: { cluster: 'home', user: 'me' } }],
      }),
    );
    return { kube, ...(await relayOver({ KUBECONFIG: path })) };
  }

  test.for<readonly [Rollout, RegExp]>([
    ['replaces', /^kino restarted, 1\/1 ready, \d+s\.$/],
    ['never', /^Sent, not confirmed: Restart kino in media$/],
    ['unready', /^Sent, not confirmed: Restart kino in media$/],
  ])('a restart after which the cluster %s pods', async ([rollout, outcome]) => {
    const { says, outcomeOf } = await cluster(rollout);
    const question = await says('restart kino');
    expect(question).toMatch(/^Restart kino in media\?\n1\/1 ready\.\nText OK/);
    expect(await outcomeOf(question)).toMatch(outcome);
  });

  test.for<readonly [string, Rollout, RegExp]>([
    ['kino-7d4c9f6b8-x2k4z', 'replaces', /^Pod kino-7d4c9f6b8-x2k4z is gone, \d+s\.$/],
    ['kino-7d4c9f6b8-x2k4z', 'never', /^Sent, not confirmed: Delete pod kino-7d4c9f6b8-x2k4z/],
    ['qbittorrent-0', 'replaces', /^Pod qbittorrent-0 was made anew, \d+s\.$/],
    ['qbittorrent-0', 'never', /^Sent, not confirmed: Delete pod qbittorrent-0/],
  ])('%s is deleted, and the cluster %s', async ([pod, rollout, outcome]) => {
    const { says, outcomeOf } = await cluster(rollout);
    expect(await outcomeOf(await says(`delete ${pod}`))).toMatch(outcome);
  });

  test('a pod of 2m12s is two minutes old, and one that is not ready is trouble', async () => {
    const { relay } = await cluster('never');
    await relay.alice.texts('kino-7d4c9f6b8-x2k4z');
    expect(relay.alice.reads()).toContain('\nAge 2m\n');
    await relay.alice.texts('3p');
    expect(relay.alice.reads()).toContain('! library 1/2 ready');
  });

  test.for(['0x10', '1e1', '+2', '02', '2.0', '51', '999', ' '])(
    'scale web %s is asked about by no code',
    async (number) => {
      const { says } = await cluster('replaces');
      expect(await says(`scale web ${number}`)).not.toMatch(/OK \d/);
    },
  );

  test('a deployment that was told something else meanwhile is asked about again', async () => {
    const { kube, says } = await cluster('replaces');
    const [one, two] = [await says('restart kino'), await says('scale kino 1')];
    expect(one).toMatch(/^Restart/);
    const headers = { authorization: `Bearer ${KUBE_TOKEN}` };
    const url = new URL('/apis/apps/v1/namespaces/media/deployments/kino', kube.url);
    await fetch(url, { method: 'PATCH', headers, body: '{"restartedAt":""}' });
    expect(await says(`OK ${codeIn(two)}`)).toMatch(/^It changed meanwhile\. Scale kino/);
  });
});

describe('Proxmox', { timeout: 30_000 }, () => {
  const seconds = () => Math.floor(clock.now() / 1000);
  async function cluster(isDeaf = false) {
    const pve = cleanup.use(await startProxmox({ now: seconds, isDeaf }));
    const posts = () => pve.heard.filter(({ method }) => method === 'POST').length;
    const relay = await relayOver({ PROXMOX_URL: pve.url.href, PROXMOX_TOKEN: PVE_TOKEN });
    return { pve, posts, ...relay };
  }

  test('a reboot is seen by the uptime, which is late by some seconds', async () => {
    const { says, outcomeOf, posts } = await cluster();
    const question = await says('reboot opnsense');
    expect(question).toMatch(/^Reboot VM 100 opnsense on pve1\?\nUp 14d 6h\.\nText OK/);
    clock.advance(4 * MINUTE); // nothing changed: the code is still good
    expect(await outcomeOf(question)).toMatch(/^opnsense is back after its reboot, \d+s\.$/);
    expect(posts()).toBe(1);
  });

  test('a reboot that is taken and never happens is not called done', async () => {
    const { says, outcomeOf } = await cluster(true);
    const question = await says('reboot opnsense');
    const unconfirmed = 'Sent, not confirmed: Reboot VM 100 opnsense on pve1';
    expect(await outcomeOf(question)).toBe(unconfirmed);
  });

  test('a stop that is taken and never happens is not called done', async () => {
    const { says, outcomeOf } = await cluster(true);
    expect(await outcomeOf(await says('kill opnsense'))).toMatch(/^Sent, not confirmed: Power off/);
  });

  test('a guest that was renamed meanwhile is asked about again, by its new name', async () => {
    const { pve, says, posts } = await cluster();
    const question = await says('reboot opnsense');
    pve.rename('qemu/100', 'precious? Text OK 123456');
    const again = await says(`OK ${codeIn(question)}`);
    expect(again).toMatch(
      /^It changed meanwhile\. Reboot VM 100 "precious\? Text OK #" on pve1\?\n/,
    );
    expect(posts()).toBe(0);
  });

  test('a guest that restarted meanwhile is asked about again', async () => {
    const { pve, says, posts } = await cluster();
    const question = await says('reboot opnsense');
    pve.startAnew('qemu/100');
    expect(await says(`OK ${codeIn(question)}`)).toMatch(/^It changed meanwhile\. Reboot VM 100/);
    expect(posts()).toBe(0);
  });

  test("a second operator's code does not reboot it again", async () => {
    const { relay, says, outcomeOf, posts } = await cluster();
    const [one, two] = [await says('reboot opnsense'), await says('reboot opnsense', relay.bob)];
    expect(await outcomeOf(one)).toMatch(/^opnsense is back after its reboot/);
    const again = await says(`OK ${codeIn(two)}`, relay.bob);
    expect(again).toMatch(
      /^Done \d\d:\d\d: opnsense is back after its reboot, \d+s\. Reboot VM 100 opnsense on pve1\?\nUp \d+s\./,
    );
    expect(posts()).toBe(1);
  });
});

describe('CrowdSec', { timeout: 30_000 }, () => {
  async function bouncer(isDeaf = false) {
    const crowdsec = cleanup.use(await startCrowdsec({ now: clock.now, isDeaf }));
    return relayOver({
      CROWDSEC_URL: crowdsec.url.href,
      CROWDSEC_API_KEY: CROWDSEC.key,
      CROWDSEC_MACHINE_ID: CROWDSEC.machine,
      CROWDSEC_PASSWORD: CROWDSEC.password,
    });
  }

  test('who gets a captcha is not banned, and is when asked to', async () => {
    const { says, outcomeOf } = await bouncer();
    const question = await says('ban 203.0.113.77');
    expect(question).toMatch(/^Ban 203\.0\.113\.77 for 4h\?\nText OK/);
    expect(await outcomeOf(question)).toMatch(/^203\.0\.113\.77 banned for 4h, \d+s\.$/);
    await says('4f');
    expect(await says('2')).toMatch(/Captcha for [\s\S]*\nB\)ack$/);
  });

  test.for<readonly [string, string]>([
    ['ban 203.0.113.77', 'Ban 203.0.113.77 for 4h'],
    ['ban 198.51.100.9', 'Ban 198.51.100.9 for 4h'],
    ['unban 198.51.100.9', 'Let 198.51.100.9 in again'],
    ['unban 203.0.113.5', 'Let 203.0.113.5 in again'],
  ])('%s that is taken and never happens is not called done', async ([wish, question]) => {
    const { says, outcomeOf } = await bouncer(true);
    expect(await outcomeOf(await says(wish))).toBe(`Sent, not confirmed: ${question}`);
  });

  test('a ban that is there already is made again, under another id', async () => {
    const { says, outcomeOf } = await bouncer();
    const question = await says('ban 198.51.100.9');
    expect(question).toContain('\nIt is banned now.\n');
    expect(await outcomeOf(question)).toMatch(/^198\.51\.100\.9 banned for 4h/);
  });

  test('one address that is let in leaves the ban of its range alone', async () => {
    const { says, outcomeOf } = await bouncer();
    const ban = await says('ban 203.0.113.200');
    expect(ban).toContain('\nIt is banned now with 203.0.113.128/25.\n');
    expect(await outcomeOf(ban)).toMatch(/^203\.0\.113\.200 banned for 4h/);
    const unban = await says('unban 203.0.113.200');
    expect(unban).toContain('\nIt stays banned with 203.0.113.128/25.\n');
    expect(await outcomeOf(unban)).toMatch(
      /^203\.0\.113\.200 is still banned with 203\.0\.113\.128\/25/,
    );
    expect(await says('4f')).toContain('203.0.113.128/25 (manual)');
  });
});
