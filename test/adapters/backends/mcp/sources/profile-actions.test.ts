import { expect, test } from 'vitest';
import type {
  CallOptions,
  ToolServer,
} from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import { detect } from '../../../../../src/adapters/backends/mcp/sources/detect.ts';
import { createProfileActions } from '../../../../../src/adapters/backends/mcp/sources/profile-actions.ts';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { ok } from '../../../../../src/core/result.ts';
import { load, RecordedServer } from './recording.ts';

type Call = readonly [tool: string, args: object, options: CallOptions | undefined];

/** What a known server would be called with, its numbers wanted as numbers where `numbers` says so. */
function serverLike(name: string, area: AreaName, numbers: readonly string[] = []) {
  const calls: Call[] = [];
  const recording = load(name);
  const types = Object.fromEntries(numbers.map((it) => [it, { type: 'integer' }]));
  const tools = recording.tools.map((tool) => ({
    ...tool,
    inputSchema: { ...tool.inputSchema, properties: { ...tool.inputSchema?.properties, ...types } },
  }));
  const list = { serverName: name, tools };
  const server: ToolServer = {
    service: 'X',
    source: 'x',
    tools: async () => ok(list),
    async callTool(tool, args, options) {
      calls.push([tool, args, options]);
      return ok({});
    },
  };
  const kind = detect(list, area);
  if (typeof kind === 'string') throw new Error(`${name} is ${kind}`);
  return { calls, actions: createProfileActions(server, kind) };
}

const VM = { id: 104, kind: 'vm', name: 'plex', node: 'pve1' };
const LXC = { id: 200, kind: 'lxc', name: 'pihole', node: 'pve2' };
const CAMERA = { mac: '3c:ec:ef:00:00:01', device: 'd-1', port: 5 };
const once = { isAction: true };

test.for<readonly [string, readonly string[], string, object, string, object]>([
  ['gilby125-mcp-proxmox', [], 'reboot', VM, 'proxmox_reboot_vm', { node: 'pve1', vmid: '104' }],
  ['gilby125-mcp-proxmox', [], 'stop', LXC, 'proxmox_stop_lxc', { node: 'pve2', vmid: '200' }],
  ['rekklesna-proxmoxmcp-plus', [], 'start', VM, 'start_vm', { node: 'pve1', vmid: '104' }],
  ['rekklesna-proxmoxmcp-plus', [], 'reboot', LXC, 'restart_container', { selector: 'pve2:200' }],
  [
    'rekklesna-proxmoxmcp-plus',
    [],
    'shutdown',
    LXC,
    'stop_container',
    { selector: 'pve2:200', graceful: true },
  ],
  [
    'ry-ops-proxmox-mcp-server',
    ['vmid'],
    'shutdown',
    VM,
    'shutdown_vm',
    { node: 'pve1', vmid: 104 },
  ],
])('%s is asked in its own words', async ([name, numbers, verb, thing, tool, args]) => {
  const { calls, actions } = serverLike(name, 'proxmox', numbers);
  expect(await actions.act(verb, { ...thing })).toEqual(ok(undefined));
  expect(calls).toEqual([[tool, args, once]]);
});

const SIRKIRBY = 'sirkirby-unifi-network-mcp.eager-http';
const AMES = 'ames-unifi-mcp.lazy';
const { mac } = CAMERA;

test.for<readonly [string, string, string, object]>([
  [SIRKIRBY, 'kick', 'unifi_force_reconnect_client', { mac_address: mac, confirm: true }],
  [SIRKIRBY, 'cycle', 'unifi_power_cycle_port', { device_mac: mac, port_idx: 5, confirm: true }],
  [AMES, 'kick', 'tool_execute', { tool_name: 'client_reconnect', input: { mac, confirm: true } }],
  [
    AMES,
    'cycle',
    'tool_execute',
    { tool_name: 'poe_power_cycle', input: { mac, port_idx: 5, confirm: true } },
  ],
])('%s is asked to %s with its own confirmation', async ([name, verb, tool, args]) => {
  const { calls, actions } = serverLike(name, 'network');
  expect(await actions.act(verb, CAMERA)).toEqual(ok(undefined));
  expect(calls).toEqual([[tool, args, once]]);
});

test.for<readonly [string, AreaName, object, readonly string[]]>([
  ['gilby125-mcp-proxmox', 'proxmox', VM, ['start', 'shutdown', 'stop', 'reboot']],
  ['rekklesna-proxmoxmcp-plus', 'proxmox', VM, ['start', 'shutdown', 'stop']],
  ['canvrno-proxmoxmcp', 'proxmox', VM, []],
  ['containers-kubernetes-mcp-server', 'k8s', {}, ['delete', 'scale']],
  ['containers-kubernetes-mcp-server.http-yaml-readonly', 'k8s', {}, []],
  ['flux159-mcp-server-kubernetes', 'k8s', {}, ['delete', 'restart', 'scale']],
  ['flux159-mcp-server-kubernetes.http', 'k8s', {}, []],
  [SIRKIRBY, 'network', {}, ['block', 'unblock', 'kick', 'restart', 'cycle']],
  ['sirkirby-unifi-network-mcp.lazy-stdio', 'network', {}, []],
  [AMES, 'network', {}, ['block', 'unblock', 'kick', 'restart', 'cycle']],
  ['pproenca-unifi-mcp', 'network', {}, ['restart']],
  ['ry-ops-unifi-mcp-server', 'network', {}, []],
])('%s offers what it has tools for', async ([name, area, thing, verbs]) => {
  const { actions } = serverLike(name, area);
  expect([...(await actions.verbsFor({ ...thing }))]).toEqual(verbs);
});

test('what a server cannot do is not attempted by another tool', async () => {
  const { calls, actions } = serverLike('rekklesna-proxmoxmcp-plus', 'proxmox');
  expect(await actions.act('reboot', VM)).toMatchObject({ error: { kind: 'no-source' } });
  expect(calls).toEqual([]);
});

test.for([
  ['gilby125-mcp-proxmox', 'start', { id: 100, kind: 'vm', node: 'pve1' }],
  ['gilby125-mcp-proxmox.not-elevated', 'start', { id: 103, kind: 'vm', node: 'pve2' }],
] as const)('%s says no as if it were a yes, and is understood', async ([name, verb, thing]) => {
  const server = new RecordedServer('Proxmox', load(name));
  const kind = detect({ serverName: '', tools: load(name).tools }, 'proxmox');
  if (typeof kind === 'string') throw new Error(kind);
  const tools = {
    ...kind,
    actions: { start: [{ tool: 'proxmox_start_vm', args: { node: '$node', vmid: '$id' } }] },
  };
  expect(await createProfileActions(server, tools).act(verb, thing)).toMatchObject({
    error: { kind: 'refused' },
  });
});
