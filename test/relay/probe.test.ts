import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { readRelayFile } from '../../src/config/relay-file.ts';
import { systemClock } from '../../src/core/clock.ts';
import { saying, ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { MAIN } from '../support/built-relay.ts';
import { gatepost } from '../unknown-servers/network/gatepost.ts';
import { burrow } from '../unknown-servers/proxmox/burrow.ts';
import {
  inJson,
  UnknownServer,
  type UnknownServerSpec,
} from '../unknown-servers/unknown-server.ts';

const STDIO = join(import.meta.dirname, '../adapters/backends/mcp/client/stdio-server.mjs');
const folder = mkdtempSync(join(tmpdir(), 'probe-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function probe(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [MAIN, 'probe', ...words], { cwd: folder, env });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const [out, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { out, complaint, code };
}

async function probeUnknown(spec: UnknownServerSpec, ...words: string[]) {
  await using server = await UnknownServer.start(spec, systemClock);
  const { called, calledOffLimits } = server;
  return { ...(await probe([...words, server.url])), called, calledOffLimits };
}

test('an unknown server is known by what it answers, list by list, in lines of a terminal', async () => {
  const { out, code, called, calledOffLimits } = await probeUnknown(burrow);
  expect(out).toContain('its answers suggest proxmox (it provides 2 of 4 lists)');
  expect(out).toMatch(
    /^ {2}guests {4}virtual_machines\n {12}its name says so; saw 3 with id, label/m,
  );
  expect(out).toMatch(/^ {2}storages {2}\? no tool that only reads looks like it$/m);
  expect(out).toMatch(/^To connect it: PROXMOX_MCP_URL=http:\/\/127\.0\.0\.1:\d+\/mcp$/m);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect({ code, called, calledOffLimits }).toEqual({
    ...{ code: 0, called: ['node_inventory', 'virtual_machines'], calledOffLimits: [] },
  });
});

test('what is printed for RELAY_CONFIG is a file that the relay understands', async () => {
  const { out } = await probeUnknown(burrow);
  const { areas, problems } = await readRelayFile(out.slice(out.indexOf('\nareas:')));
  expect(problems).toEqual([]);
  expect(areas.proxmox?.items).toEqual({
    nodes: {
      ...{ tool: 'node_inventory', args: {} },
      map: '{ "nodes": [$.{ "name": node_name, "online": online /* not seen */ }] }',
    },
    guests: {
      ...{ tool: 'virtual_machines', args: {} },
      map: '{ "guests": [$.{ "id": id, "name": label, "kind": kind /* not seen */, "node": node, "state": status }] }',
    },
  });
});

test('a server is asked about one area where a person says which', async () => {
  const { out, code } = await probeUnknown(burrow, '--area', 'k8s');
  expect(out).toContain('its answers suggest k8s');
  expect(out).not.toContain('guests');
  expect(code).toBe(0);
});

test('a server that is called like the contract and answers otherwise is not taken for it', async () => {
  const { out } = await probeUnknown(gatepost);
  expect(out).not.toContain('contract');
  expect(out).toContain('its answers suggest network');
});

test('where two areas are as likely a person is asked which', async () => {
  const nodes = { name: 'list_nodes', answer: () => inJson([{ name: 'a', status: 'Ready' }]) };
  const { out, code } = await probeUnknown({ product: 'two', tools: [nodes] });
  expect(out).toMatch(/its answers suggest (?:proxmox or k8s|k8s or proxmox)/);
  expect(out).toContain('Choose one with --area');
  expect(out).not.toContain('RELAY_CONFIG');
  expect(code).toBe(0);
});

test('no more than twelve calls are made whatever areas they are for, and what was not asked is told', async () => {
  const nouns = ['nodes', 'namespaces', 'services', 'events', 'deployments', 'vms', 'alerts'];
  const useless = nouns.flatMap((noun) =>
    ['list', 'get', 'fetch'].map((verb) => ({
      ...{ name: `${verb}_${noun}`, answer: () => inJson({ nothing: true }) },
    })),
  );
  const pod = { name: 'a', namespace: 'b', status: 'Running' };
  const tools = [{ name: 'list_pods', answer: () => inJson([pod]) }, ...useless];
  const { out, called, code } = await probeUnknown({ product: 'x', tools });
  expect(called).toHaveLength(12);
  expect(out).toContain('? not asked: a probe is at most 12 calls and 10 s');
  expect(code).toBe(0);
});

test('a server that tells nothing is no success', async () => {
  const water = { name: 'water_plants', isOffLimits: true, answer: () => inJson({}) };
  const { out, code, called } = await probeUnknown({ product: 'x', tools: [water] });
  expect(out).toContain('it provides nothing for network, proxmox, k8s, security');
  expect({ code, called }).toEqual({ code: 1, called: [] });
});

test('a server that cannot be spoken to is told in its own words, and without the token', async () => {
  await using server = await ToolServer.start({}, { token: 'right' });
  const { complaint, code } = await probe([server.url.href], { MCP_TOKEN: 'never-say-this' });
  expect(complaint).toContain('refuses our key');
  expect(complaint).toContain('not the right one');
  expect(complaint).not.toContain('never-say-this');
  expect(code).toBe(1);
});

test('a token is sent to a server that wants one', async () => {
  const answer = () => saying('[{"name":"nas","status":"running","vmid":7}]');
  await using server = await ToolServer.start({ list_machines: answer }, { token: 'right' });
  expect(await probe([server.url.href], { MCP_TOKEN: 'right' })).toMatchObject({ code: 0 });
});

test('a program that ends is told with what it said, without the variables that it got', async () => {
  const env = { MOOD: 'ends at once', SECRET: 'never-say-this' };
  const words = ['--env', 'MOOD', '--env', 'SECRET', process.execPath, STDIO];
  const { complaint, code } = await probe(words, env);
  expect(complaint).toMatch(/ended instead of\sanswering[\s\S]*It said: listening with the key/);
  expect(complaint).not.toContain('never-say-this');
  expect(code).toBe(1);
});

test('words that cannot be understood are refused with the usage and exit code 64', async () => {
  const { complaint, code, out } = await probe(['http://u:never-say-this@127.0.0.1:9']);
  expect(complaint).toMatch(/^sms-relay probe .*user[\s\S]*Usage: sms-relay probe/);
  expect(complaint).not.toContain('never-say-this');
  expect({ code, out }).toEqual({ code: 64, out: '' });
});
