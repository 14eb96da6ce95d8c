import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { type DoctorFixture, startDoctorFixture } from '../support/doctor-fixture.ts';
import { containing, matching } from '../support/matching.ts';
import { test } from '../support/table-test.ts';
import { expired, selfSigned, serve } from '../upstreams/serve.ts';

const STDIO = join(import.meta.dirname, '../adapters/backends/mcp/client/stdio-server.mjs');

let house: DoctorFixture;
const folder = mkdtempSync(join(tmpdir(), 'backends-'));
beforeAll(async () => {
  house = await startDoctorFixture();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function about(subject: string, env: Record<string, string | undefined>) {
  const findings = await house.examine(env);
  return findings.filter((it) => it.subject === subject);
}

function mcpConfig(mcpServers: object): string {
  const file = join(folder, 'mcp.json');
  writeFileSync(file, JSON.stringify({ mcpServers }));
  return file;
}

test('a program that is not there is named', async () => {
  const MCP_CONFIG = mcpConfig({ k8s: { command: 'no-such-mcp-server' } });
  expect(await about('K8s', { K8S_MCP_URL: undefined, MCP_CONFIG })).toEqual([
    {
      ...{ subject: 'K8s', state: 'wrong' },
      says: 'the program no-such-mcp-server: no such program',
      next: 'Install it, or correct MCP_CONFIG ("k8s").',
    },
  ]);
});

test('a server of no area is looked at too, a program is started for it and ends', async () => {
  const dead = { url: 'http://127.0.0.1:65534/mcp' };
  const alive = { command: process.execPath, args: [STDIO] };
  const MCP_CONFIG = mcpConfig({ printer: dead, plants: alive });
  expect(await about('MCP printer', { MCP_CONFIG })).toMatchObject([
    { state: 'wrong', says: containing('nothing listens'), next: containing('("printer")') },
  ]);
  expect(await about('MCP plants', { MCP_CONFIG })).toMatchObject([
    { state: 'ok', says: matching(/offers \d+ of \d+ tools? to Claude/) },
  ]);
});

test('what a server lends to Claude is told, with the line that lends more', async () => {
  const answer = () => ({ content: [] });
  await using server = await ToolServer.start({
    list_books: answer,
    get_book: answer,
    burn: answer,
  });
  const url = server.url.href;
  const entry = { type: 'http', url };
  expect(await about('MCP library', { MCP_CONFIG: mcpConfig({ library: entry }) })).toMatchObject([
    {
      ...{ state: 'ok', says: matching(/ offers 0 of 3 tools to Claude$/) },
      next: containing('MCP_CONFIG: mcpServers.library.lend: ["list_books", "get_book"]'),
    },
  ]);
  const listed = mcpConfig({ library: { ...entry, lend: ['list_books', 'get_boks'] } });
  expect(await about('MCP library', { MCP_CONFIG: listed })).toMatchObject([
    {
      ...{
        state: 'note',
        says: matching(/ offers 1 of 3 tools to Claude; it has no tool get_boks$/),
      },
      next: 'Correct MCP_CONFIG: mcpServers.library.lend.',
    },
  ]);
  const without = { MCP_CONFIG: listed, ANTHROPIC_API_KEY: undefined };
  expect(await about('MCP library', without), 'nobody to lend to').toEqual([]);
  const RELAY_CONFIG = join(folder, 'relay.yaml');
  writeFileSync(RELAY_CONFIG, 'areas: { k8s: { lend: [get_book] } }');
  expect(await about('MCP K8s', { K8S_MCP_URL: url, RELAY_CONFIG })).toMatchObject([
    { says: matching(/ offers 1 of 3 tools/), next: containing('RELAY_CONFIG: areas.k8s.lend: [') },
  ]);
});

test('the tools of the contract are lent by whoever serves it', async () => {
  expect(await about('MCP K8s', {})).toMatchObject([
    { state: 'ok', says: matching(/^demo-k8s offers \d+ of \d+ tools to Claude$/) },
  ]);
});

test.for([
  ['long', 'answer too large'],
  ['newer', 'speaks only MCP 2026-07-28, which this relay does not know'],
] as const)(
  'a program whose introduction is %s is told of in words of ours',
  async ([MOOD, says]) => {
    const program = {
      command: process.execPath,
      args: [STDIO],
      env: { MOOD, SECRET: 'its words' },
    };
    const MCP_CONFIG = mcpConfig({ k8s: program });
    const found = await about('K8s', { K8S_MCP_URL: undefined, MCP_CONFIG });
    expect(found).toMatchObject([{ state: 'wrong', says: matching(new RegExp(`: ${says}$`)) }]);
    expect(JSON.stringify(found)).not.toContain('its words');
  },
);

test('a token that an MCP server does not take is told by its variable', async () => {
  await using server = await ToolServer.start({}, { token: 'right' });
  const env = { K8S_MCP_URL: server.url.href, K8S_MCP_TOKEN: 'never-say-this' };
  const found = await about('K8s', env);
  expect(found).toMatchObject([
    {
      state: 'wrong',
      says: containing('refuses our key'),
      next: containing('Check K8S_MCP_TOKEN'),
    },
  ]);
  expect(JSON.stringify(found)).not.toContain('never-say-this');
});

test('a server that has nothing to say about its area is wrong, and no guess', async () => {
  await using server = await ToolServer.start({ water_plants: () => ({ content: [] }) });
  expect(await about('K8s', { K8S_MCP_URL: server.url.href })).toMatchObject([
    { state: 'wrong', says: matching(/an unknown server: .* no tool for/) },
  ]);
});

test('something that is no MCP server is told from one that is dead', async () => {
  await using page = await serve(() => ({ text: '<html>hello' }));
  expect(await about('K8s', { K8S_MCP_URL: page.url.href })).toMatchObject([
    { state: 'wrong', says: containing('not readable'), next: containing('K8S_MCP_URL') },
  ]);
});

test('a key that a vendor does not take is told with where it is made', async () => {
  expect(
    await about('Proxmox', { PROXMOX_TOKEN: 'relay@pve!sms=00000000-0000-0000-0000-000000000000' }),
  ).toMatchObject([
    {
      says: containing('refuses our key'),
      next: containing('Check PROXMOX_TOKEN. It is USER@REALM'),
    },
  ]);
});

test('a certificate that nobody vouches for is told with its pin, over MCP without', async () => {
  await using api = await serve(() => ({}), selfSigned());
  expect(
    await about('Network', {
      UNIFI_MCP_URL: undefined,
      UNIFI_URL: api.url.href,
      UNIFI_API_KEY: 'k',
    }),
  ).toMatchObject([
    {
      says: containing('not from a trusted authority'),
      next: containing('pin it: UNIFI_FINGERPRINT='),
    },
  ]);
  await using mcp = await serve(() => ({}), expired());
  expect(await about('K8s', { K8S_MCP_URL: mcp.url.href })).toMatchObject([
    { says: containing('has expired on 2025-01-01'), next: 'Renew its certificate.' },
  ]);
});

test('of several security tools each is looked at by itself', async () => {
  const env = {
    ...{ CROWDSEC_URL: 'http://127.0.0.1:65534', CROWDSEC_API_KEY: 'k' },
    ...{ WAZUH_INDEXER_URL: 'http://127.0.0.1:65533', WAZUH_INDEXER_USER: 'u' },
    WAZUH_INDEXER_PASSWORD: 'never-say-this',
  };
  expect(await about('Security CrowdSec', env)).toMatchObject([
    {
      ...{ state: 'wrong', says: 'http://127.0.0.1:65534: nothing listens there' },
      next: containing('CROWDSEC_URL'),
    },
  ]);
  expect(await about('Security Wazuh', env)).toMatchObject([
    { state: 'wrong', next: containing('WAZUH_INDEXER_URL') },
  ]);
  expect(await about('Security SECURITY_MCP_URL', env)).toMatchObject([
    { state: 'ok', says: containing('demo-security') },
  ]);
  expect(await about('Security', env)).toEqual([]);
});

test('a tool that cannot sum up is told by what it can', async () => {
  await using crowdsec = await serve(() => ({ json: [] }));
  const env = {
    SECURITY_MCP_URL: undefined,
    CROWDSEC_URL: crowdsec.url.href,
    CROWDSEC_API_KEY: 'k',
  };
  expect(await about('Security', env)).toMatchObject([
    { state: 'ok', says: matching(/^".*" from http.*; Firewall work; Alerts, Logs do not$/) },
  ]);
});

test('without any source there is nothing to tell, and it is said how to get one', async () => {
  const none = { UNIFI_MCP_URL: undefined, PROXMOX_URL: undefined, PROXMOX_TOKEN: undefined };
  const found = await about('Backends', {
    ...none,
    ...{ K8S_MCP_URL: undefined, SECURITY_MCP_URL: undefined },
  });
  expect(found).toMatchObject([{ state: 'note', next: containing('set UNIFI_MCP_URL') }]);
});
