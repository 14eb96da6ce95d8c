import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { changeStoredSecrets } from '../../src/app/stored-secrets.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { SealedSecret } from '../../src/secrets/secret-store.ts';
import { ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { keyOf, keyText, sealedUnder } from '../secrets/secret-keys.ts';
import { PUBLIC_URL } from '../support/account.ts';
import { type DoctorFixture, startDoctorFixture } from '../support/doctor-fixture.ts';
import { matching } from '../support/matching.ts';
import { ALICE } from '../support/phone-number.ts';
import { test } from '../support/table-test.ts';
import { PVE_TOKEN, startProxmox } from '../upstreams/proxmox.ts';
import { expired } from '../upstreams/serve.ts';

const RELAY_SECRET_KEY = keyText();

let house: DoctorFixture;
beforeAll(async () => {
  house = await startDoctorFixture();
});
afterAll(() => house[Symbol.asyncDispose]());

test('in a house where all is well nothing is wrong, and nothing to note', async () => {
  const findings = await house.examine();
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(findings.map(({ subject, says }) => `${subject}: ${says}`)).toEqual([
    'Configuration: complete',
    'Twilio: the account is active, and the auth token is right',
    'Number: ...00 belongs to this account and can text',
    `Webhook: the number sends texts to ${PUBLIC_URL}/sms#rc=2&rp=all`,
    'Registration: A2P campaign verified',
    'Countries: texts may go to US',
    `PUBLIC_URL: ${PUBLIC_URL} leads here, and Twilio signatures are accepted`,
    `Relay: runs at ${house.address}`,
    "Clock: agrees with Twilio's",
    matching(/^Network: "Network OK\. 47 clients.*" from demo-network 0\.1\.0/),
    matching(/^Proxmox: "Proxmox ! pve3 down".*; Details, VMs, Nodes, Backups, Storage work$/),
    matching(/^K8s: "K8s OK\. .*" from demo-k8s/),
    matching(/^Security: "Security OK\. .*; Alerts, Logs, Firewall work$/),
    'MCP Network: demo-network offers 5 of 6 tools to Claude',
    'MCP K8s: demo-k8s offers 8 of 9 tools to Claude',
    'MCP Security: demo-security offers 4 of 5 tools to Claude',
    'Backends: every area has a source',
    'Claude: accepts the key and claude-sonnet-5-5; $0.00 of $1.00 spent today (no question was asked)',
    matching(/^Database: .*relay\.db writable, readable, .* free$/),
    'Outside watch: none: nothing tells when the relay itself is dead',
    matching(/^Time zone: it is now \d\d:\d\d \(America\/New_York\)$/),
  ]);
});

test('a house that is well answers a text, by the address that the doctor found right', async () => {
  const { messages, problem } = await house.carrier.text(ALICE, 'net');
  expect(problem).toBeUndefined();
  expect(messages[0]).toContain('Network OK. 47 clients');
});

/** Variables that carry the fault, and how the house is put right again. */
interface Planted {
  readonly env?: Readonly<Record<string, string>>;
  readonly mend?: () => Promise<unknown> | unknown;
}

interface Fault {
  readonly name: string;
  readonly plant: () => Planted | Promise<Planted>;
  readonly subject: string;
  readonly says: RegExp;
  readonly next: RegExp;
}

const REAL_WEBHOOK = { SmsUrl: `${PUBLIC_URL}/sms#rc=2&rp=all` };

const FAULTS: readonly Fault[] = [
  {
    name: 'a wrong auth token',
    plant: () => ({ env: { TWILIO_AUTH_TOKEN: 'of another account' } }),
    subject: 'Twilio',
    says: /refuses the account SID or the auth token/,
    next: /console\.twilio\.com.*primary auth token/,
  },
  {
    name: 'http instead of https',
    plant: () => ({ env: { PUBLIC_URL: PUBLIC_URL.replace('https', 'http') } }),
    subject: 'Webhook',
    says: /PUBLIC_URL says http:\/\/, Twilio calls https:\/\//,
    next: /npm run setup/,
  },
  {
    name: 'a webhook that leads elsewhere',
    plant: async () => {
      await house.setUpNumber({ SmsUrl: 'https://demo.twilio.com/welcome/sms/reply' });
      return { mend: () => house.setUpNumber(REAL_WEBHOOK) };
    },
    subject: 'Webhook',
    says: /sends texts to https:\/\/demo\.twilio\.com\/welcome\/sms\/reply, not to/,
    next: /Phone Numbers, the number, Messaging: https:\/\/relay\.example\.org\/sms, POST/,
  },
  {
    name: 'a number that is not registered',
    plant: () => {
      house.carrier.changeAccountStatus({ service: undefined });
      return { mend: () => house.carrier.changeAccountStatus({ service: WELL_SERVICE }) };
    },
    subject: 'Registration',
    says: /not registered for A2P 10DLC.*\(30034\)/,
    next: /Regulatory Compliance, A2P 10DLC.*\(30532\)/,
  },
  {
    name: 'a dead MCP server',
    plant: () => ({ env: { K8S_MCP_URL: 'http://127.0.0.1:65534' } }),
    subject: 'K8s',
    says: /^http:\/\/127\.0\.0\.1:65534: nothing listens there$/,
    next: /Start it, or correct K8S_MCP_URL/,
  },
  {
    name: 'an MCP server that nobody knows',
    plant: async () => {
      const server = await ToolServer.start({
        list_machines: () => ({
          content: [{ type: 'text', text: '[{"name":"nas","status":"running","vmid":7}]' }],
        }),
      });
      return {
        env: { PROXMOX_MCP_URL: server.url.href },
        mend: () => server[Symbol.asyncDispose](),
      };
    },
    subject: 'Proxmox',
    says: /an unknown server.*best guess from list_machines/,
    next: /RELAY_CONFIG/,
  },
  {
    name: 'a Proxmox token with too few rights',
    plant: async () => {
      const rights = { '/vms/100': { 'VM.Audit': 1 } };
      const proxmox = await startProxmox({ now: () => Date.now() / 1000, rights });
      return { env: { PROXMOX_URL: proxmox.url.href }, mend: () => proxmox[Symbol.asyncDispose]() };
    },
    subject: 'Proxmox',
    says: /token may not see all guests/,
    next: /path \/, role PVEAuditor.*privilege separation/,
  },
  {
    name: 'an expired certificate',
    plant: async () => {
      const proxmox = await startProxmox({ now: () => Date.now() / 1000 }, expired());
      return { env: { PROXMOX_URL: proxmox.url.href }, mend: () => proxmox[Symbol.asyncDispose]() };
    },
    subject: 'Proxmox',
    says: /^https:\/\/127\.0\.0\.1:\d+: its certificate has expired on 2025-01-01$/,
    next: /^Renew its certificate, or pin it: PROXMOX_FINGERPRINT=[0-9A-F:]{95}\.$/,
  },
  {
    name: 'a reference to a secret that nobody stored',
    plant: () => ({ env: { METRICS_TOKEN: 'secret:metrics', RELAY_SECRET_KEY } }),
    subject: 'Configuration',
    says: /^METRICS_TOKEN: secret:metrics is not stored yet: sms-relay secrets add metrics$/,
    next: /^Store its value/,
  },
  {
    name: 'the key of other secrets',
    plant: () => storeSecret({ RELAY_SECRET_KEY: keyText() }),
    subject: 'Configuration',
    says: /^RELAY_SECRET_KEY: 1 stored secret is sealed under key \w+, and set is key \w+: /,
    next: /openssl rand -base64 32/,
  },
  {
    name: 'a stored secret that somebody changed',
    plant: () => storeSecret({ RELAY_SECRET_KEY }, (secret) => ({ ...secret, host: 'evil:443' })),
    subject: 'Secrets',
    says: /^unifi was changed or damaged in the database$/,
    next: /sms-relay secrets add unifi/,
  },
  {
    name: 'secrets without their key',
    plant: () => storeSecret({}),
    subject: 'Secrets',
    says: /^1 secret stored, and no key is set/,
    next: /Set RELAY_SECRET_KEY/,
  },
  {
    name: 'a wrong time zone',
    plant: () => ({ env: { TZ: 'Europe/Berlin' } }),
    subject: 'Time zone',
    says: /\(Europe\/Berlin\), but \.\.\.01 is American/,
    next: /Set TZ=America\/New_York/,
  },
];

/** Stores a secret in the database of the house, beside the relay that uses it. */
async function storeSecret(
  env: Readonly<Record<string, string>>,
  change = (secret: SealedSecret) => secret,
): Promise<Planted> {
  const url = `sqlite:${join(house.folder, 'relay.db')}`;
  const secret = change(sealedUnder(keyOf(RELAY_SECRET_KEY), 'hunter2', { name: 'unifi' }));
  await changeStoredSecrets(url, ({ secrets }) => secrets.put(secret));
  return {
    env,
    mend: () => changeStoredSecrets(url, ({ secrets }) => secrets.remove('unifi')),
  };
}

const WELL_SERVICE = {
  ...{ sid: `MG${'0'.repeat(32)}`, name: 'Home', inboundUrl: null, leavesTextsToNumber: true },
  campaign: { status: 'VERIFIED' },
};

async function expectFirst({ plant, subject, says, next }: Fault): Promise<void> {
  const { env = {}, mend } = await plant();
  try {
    const [first] = await house.examine(env);
    expect(first).toEqual({
      subject,
      state: matching(/wrong|note/),
      says: matching(says),
      next: matching(next),
    });
  } finally {
    await mend?.();
  }
}

test.for(FAULTS)('$name is found first, named, and has a way out', expectFirst);

test('a clock that is wrong is found first', async () => {
  const fast = { ...systemClock, now: () => Date.now() + 95_000 };
  const [first] = await house.examine({}, 'look', fast);
  expect(first).toMatchObject({
    ...{ subject: 'Clock', says: matching(/^9[45] s fast, compared with Twilio's/) },
    next: matching(/timedatectl/),
  });
});

const isRoot = process.getuid?.() === 0;
const inCi = process.env['CI'] !== undefined;

// Only root can make a disk that is really full; elsewhere the same is tested with a folder that takes no writing.
test.skipIf(!isRoot && !inCi)('a full disk is found first, named, and has a way out', () =>
  expectFirst({
    name: 'a full disk',
    plant: () => {
      const disk = join(house.folder, 'disk');
      mkdirSync(disk, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
      writeFileSync(join(disk, 'films'), Buffer.alloc(500 * 1024));
      return {
        env: { DATABASE_URL: `sqlite:${join(disk, 'relay.db')}` },
        mend: () => execFileSync('umount', [disk]),
      };
    },
    subject: 'Database',
    says: /the disk of .*relay\.db is full \(\d+K free\)/,
    next: /Make room/,
  }),
);

test('a secret that an address holds is not told', async () => {
  const { env = {}, mend } = await storeSecret({ RELAY_SECRET_KEY });
  const MCP_CONFIG = join(house.folder, 'mcp.json');
  const mcpServers = {
    address: { area: 'proxmox', url: `http://127.0.0.1:65534/\${secret:unifi}/mcp` },
  };
  writeFileSync(MCP_CONFIG, JSON.stringify({ mcpServers }));
  const told = JSON.stringify(await house.examine({ ...env, MCP_CONFIG }));
  await mend?.();
  expect(told).toContain('http://127.0.0.1:65534/[secret]/mcp: nothing listens there');
  expect(told).not.toContain('hunter2');
});

test('nothing the doctor says holds a secret, whatever is wrong', async () => {
  const told = [
    await house.examine(),
    await house.examine({
      PROXMOX_TOKEN: 'relay@pve!sms=11111111-9999',
      PROXMOX_URL: `${house.env['PROXMOX_URL']}`,
    }),
    await house.examine({ UNIFI_MCP_URL: 'http://127.0.0.1:65534/mcp?key=hunter3' }),
    await house.examine({ UNIFI_MCP_URL: 'http://user:hunter2@127.0.0.1:65534/mcp' }),
    await house.examine({ TWILIO_AUTH_TOKEN: 'hunter4', ANTHROPIC_API_KEY: 'hunter5' }),
  ];
  expect(JSON.stringify(told)).not.toMatch(/hunter|11111111|never-be-logged|sk-ant/);
  expect(JSON.stringify(told)).not.toContain(PVE_TOKEN);
});
