import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readRelayFile } from '../../src/config/relay-file.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { CheckResult } from '../../src/doctor/check-result.ts';
import { ACCOUNT_SID, RELAY_NUMBER } from '../support/account.ts';
import { type DoctorFixture, startDoctorFixture } from '../support/doctor-fixture.ts';
import { matching } from '../support/matching.ts';
import { startRelay } from '../support/relay.ts';
import { burrow } from '../unknown-servers/proxmox/burrow.ts';
import {
  failing,
  inJson,
  UnknownServer,
  type UnknownServerSpec,
} from '../unknown-servers/unknown-server.ts';

/** Refuses to tell of machines, with words that are nobody's business. */
const SECRETIVE: UnknownServerSpec = {
  product: 'secretive',
  tools: [
    { name: 'list_nodes', answer: () => inJson([{ name: 'den', status: 'online' }]) },
    { name: 'list_vms', answer: () => failing('401 at https://root:never-say-this@den:8006') },
  ],
};

const REAL = {
  ...{ DEMO: '0', DATABASE_URL: 'memory:', TWILIO_ACCOUNT_SID: ACCOUNT_SID },
  ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, TWILIO_API_URL: 'http://127.0.0.1:9' },
};

const Source = z.object({
  tool: z.string().optional(),
  why: z.string().optional(),
  saw: z.string().optional(),
  config: z.string().optional(),
  lack: z.string().optional(),
});
const Health = z.looseObject({
  sources: z.record(z.string(), z.record(z.string(), Source)).optional(),
});

/** What `/health` says of servers that are read by guess, once they were asked. */
async function healthOver(spec: UnknownServerSpec, lists: number) {
  await using server = await UnknownServer.start(spec, systemClock);
  await using relay = await startRelay({ env: { ...REAL, PROXMOX_MCP_URL: server.url } });
  const ask = async () => (await relay.service.http.inject('/health')).body;
  const sources = async () => Health.parse(JSON.parse(await ask())).sources?.['Proxmox'] ?? {};
  await expect
    .poll(async () => Object.keys(await sources()), { timeout: 10_000 })
    .toHaveLength(lists);
  return { sources: await sources(), words: await ask() };
}

test('health says which tool of an unknown server tells what, why, and how to say it better', async () => {
  const { sources } = await healthOver(burrow, 2);
  expect(sources).toMatchObject({
    nodes: {
      tool: 'node_inventory',
      why: 'its name says so',
      saw: '2 with node_name, node_status',
    },
    guests: { tool: 'virtual_machines', why: 'its name says so' },
  });
  const { areas, problems } = await readRelayFile(sources['guests']?.config ?? '');
  expect(problems).toEqual([]);
  expect(areas.proxmox?.items['guests']?.tool).toBe('virtual_machines');
});

test('health repeats nothing that an unknown server said in place of an answer', async () => {
  const { sources, words } = await healthOver(SECRETIVE, 2);
  expect(sources['guests']).toEqual({ lack: 'no tool provides it; the doctor shows why' });
  expect(words).not.toContain('never-say-this');
});

test('health has no sources where every server is known', async () => {
  await using relay = await startRelay();
  await relay.alice.texts('pve');
  relay.alice.reads();
  const health = Health.parse((await relay.service.http.inject('/health')).json());
  expect(health).not.toHaveProperty('sources');
});

let house: DoctorFixture;
beforeAll(async () => {
  house = await startDoctorFixture();
});
afterAll(() => house[Symbol.asyncDispose]());

async function examineOver(spec: UnknownServerSpec): Promise<readonly CheckResult[]> {
  await using server = await UnknownServer.start(spec, systemClock);
  const found = await house.examine({ PROXMOX_MCP_URL: server.url });
  return found.filter(({ subject }) => /^Proxmox /.test(subject));
}

test('the doctor says in a line per list which tool is guessed, with a line for RELAY_CONFIG', async () => {
  const found = await examineOver(burrow);
  expect(found.map(({ subject, state, says }) => `${state} ${subject}: ${says}`)).toEqual([
    'ok Proxmox nodes: best guess node_inventory: its name says so; saw 2 with node_name, node_status',
    'ok Proxmox guests: best guess virtual_machines: its name says so; saw 3 with id, label, status, node, mem_used_mb, mem_total_mb',
  ]);
  for (const { next = '' } of found) {
    expect(next).toMatch(/^RELAY_CONFIG: /);
    expect((await readRelayFile(next.replace('RELAY_CONFIG: ', ''))).problems).toEqual([]);
  }
});

test('the doctor says why nothing tells a list, in the words of the server', async () => {
  const found = await examineOver(SECRETIVE);
  expect(found).toMatchObject([
    {
      subject: 'Proxmox guests',
      state: 'note',
      says: matching(/^no tool provides it: .*401/),
    },
    { subject: 'Proxmox nodes', state: 'ok' },
  ]);
  expect(JSON.stringify(found)).not.toContain('never-say-this');
});
