import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';
import { ToolAnswer } from '../../../../../src/adapters/backends/mcp/answers/tool-answer.ts';
import type { McpTool } from '../../../../../src/adapters/backends/mcp/client/tool-list.ts';
import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { err, ok } from '../../../../../src/core/result.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { LABELS, phoneOn } from './phone-on-area.ts';

/** A tool of a server that is on no list, and what it answers. */
interface Offered {
  readonly tool: McpTool;
  readonly answer: (args: Readonly<Record<string, unknown>>) => unknown;
}

/** A server that nobody knows; it notes what it is asked. */
class UnknownServer implements ToolServer {
  readonly source = 'unknown';
  readonly service: string;
  readonly asked: string[] = [];
  readonly #offered: readonly Offered[];

  constructor(service: string, offered: readonly Offered[]) {
    this.service = service;
    this.#offered = offered;
  }

  tools: ToolServer['tools'] = async () =>
    ok({ serverName: 'unknown', tools: this.#offered.map(({ tool }) => tool) });

  callTool: ToolServer['callTool'] = async (name, args) => {
    this.asked.push(name);
    const offered = this.#offered.find(({ tool }) => tool.name === name);
    const data = await readAnswer(ToolAnswer.parse(offered?.answer({ ...args }) ?? {}));
    return data.ok ? data : err({ ...data.error, service: this.service });
  };
}

const text = (data: unknown): unknown => ({
  content: [{ type: 'text', text: typeof data === 'string' ? data : JSON.stringify(data) }],
});

const tool = (name: string, more: Partial<McpTool> = {}): McpTool => ({ name, ...more });

const needs = (...names: readonly string[]): Pick<McpTool, 'inputSchema'> => ({
  inputSchema: {
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    required: [...names],
  },
});

const phone = (area: AreaName, offered: readonly Offered[]) => {
  const server = new UnknownServer(LABELS[area], offered);
  return { server, ...phoneOn(area, server, new FakeClock()) };
};

const NODES = [
  { name: 'hv1', state: 'online', cpu_percent: 12 },
  { name: 'hv2', state: 'online', cpu_percent: 30 },
];
const GUESTS = [
  { id: 7, name: 'plex', state: 'running' },
  { id: 8, name: 'dns', state: 'stopped' },
];

test('the right tools are found by their words, and what comes of them is marked as a guess', async () => {
  const { says, server } = phone('proxmox', [
    { tool: tool('getHypervisors'), answer: () => text({ hypervisors: NODES }) },
    { tool: tool('enumerate-virtual-machines'), answer: () => text(GUESTS) },
    { tool: tool('delete_vm'), answer: () => text('gone') },
  ]);
  expect(await says('2')).toBe(
    'Proxmox partly: 2 nodes, 2 VMs.\nCPU 21%\n? best guess from enumerate-virtual-machines, no source for LXC, best guess from getHypervisors\nD)etails  V)Ms  N)odes',
  );
  expect(await says('v')).toContain('1 ! dns stopped\n2 plex ?');
  expect(server.asked).not.toContain('delete_vm');
});

test('what a tool wants to be told is found out', async () => {
  const perNode = (args: Readonly<Record<string, unknown>>) =>
    text(args['node_name'] === 'hv1' ? GUESTS.slice(0, 1) : GUESTS.slice(1));
  const { says } = phone('proxmox', [
    { tool: tool('list_nodes'), answer: () => text(NODES) },
    { tool: tool('list_vms', needs('node_name')), answer: perNode },
    { tool: tool('list_vms_of_pool', needs('pool')), answer: () => text([]) },
  ]);
  expect(await says('2v')).toContain('1 ! dns stopped\n2 plex hv1');
});

test.for(['list_detection_rules', 'list_rules'])(
  'rules of %s that find attacks are not called those of a firewall',
  async (name) => {
    const rules = [
      { sid: 2010935, name: 'ET SCAN Suspicious inbound', action: 'drop', enabled: true },
    ];
    const { says } = phone('security', [{ tool: tool(name), answer: () => text({ rules }) }]);
    const answer = await says('4f');
    expect(answer).not.toContain('Firewall');
    expect(answer).not.toContain('ET SCAN');
  },
);

test('of several sites the first is asked about', async () => {
  const clients = (args: Readonly<Record<string, unknown>>) =>
    args['siteId'] === 's-1'
      ? text([{ mac: 'aa:bb', hostname: 'printer', ip: '10.0.0.9', wired: true }])
      : text('Error: no such site');
  const { says } = phone('network', [
    { tool: tool('sites_list'), answer: () => text({ sites: [{ id: 's-1', name: 'Home' }] }) },
    { tool: tool('wifi_show_clients', needs('siteId')), answer: clients },
  ]);
  expect(await says('1c')).toContain('Network: 1 client\n? best guess from wifi_show_clients');
});

test('a kind of thing is asked for by a word that the schema offers', async () => {
  const schema = {
    inputSchema: {
      properties: { kind: { enum: ['pods', 'nodes'] }, all_namespaces: { type: 'boolean' } },
      required: ['kind'],
    },
  };
  const asked: unknown[] = [];
  const { says } = phone('k8s', [
    {
      tool: tool('kube_list_pods', schema),
      answer: (args) => {
        asked.push(args);
        return text('NAMESPACE  NAME   STATUS\nmedia      plex   CrashLoopBackOff\n');
      },
    },
  ]);
  expect(await says('3p')).toContain('1 ! plex CrashLoopBackOff');
  expect(asked[0]).toEqual({ kind: 'pods', all_namespaces: true });
});

describe('nothing that changes anything is called', () => {
  test.for([
    'delete_vms',
    'vms_restart',
    'listAndPurgeVms',
    'stop-vms',
    'vm.power_off_list',
    'exec_get_vms',
    'vms_apply',
    'get_or_create_vms',
  ])('%s', async (name) => {
    const { says, server } = phone('proxmox', [
      { tool: tool(name), answer: () => text(GUESTS) },
      { tool: tool(name, { annotations: { readOnlyHint: true } }), answer: () => text(GUESTS) },
    ]);
    await says('2v');
    expect(server.asked).toEqual([]);
  });

  test('also when it only says so itself', async () => {
    const { says, server } = phone('proxmox', [
      { tool: tool('list_vms', { annotations: { readOnlyHint: false } }), answer: () => text([]) },
      { tool: tool('get_vms', { annotations: { destructiveHint: true } }), answer: () => text([]) },
      { tool: tool('vms'), answer: () => text(GUESTS) },
    ]);
    expect(await says('2v')).toContain('Proxmox: no source for VMs');
    expect(server.asked).toEqual([]);
  });
});

describe('what looks right and is not', () => {
  test('is not taken for it: disks of nodes are no nodes', async () => {
    const disks = ['sda', 'sdb'].map((disk) => ({ node: 'hv1', name: disk, status: 'online' }));
    const { says, server } = phone('proxmox', [
      { tool: tool('list_node_disks'), answer: () => text(disks) },
    ]);
    expect(await says('2')).toContain('Proxmox: no source for nodes');
    expect(server.asked).toEqual([]);
  });

  test('is noticed when it names the same thing many times', async () => {
    const samples = Array.from({ length: 5 }, () => ({ name: 'hv1', status: 'online' }));
    const { says } = phone('proxmox', [{ tool: tool('list_nodes'), answer: () => text(samples) }]);
    expect(await says('2')).toContain('Proxmox ? answer not readable');
  });

  test('loses against what is', async () => {
    const { says } = phone('proxmox', [
      { tool: tool('get_nodes'), answer: () => text({ message: 'use list_hypervisors' }) },
      { tool: tool('list_hypervisors'), answer: () => text(NODES) },
    ]);
    expect(await says('2n')).toContain('Proxmox: 2 nodes\n? best guess from list_hypervisors');
  });
});

describe('a server of random words', () => {
  const style = fc.constantFrom(
    (words: readonly string[]) => words.join('_'),
    (words: readonly string[]) => words.join('-'),
    (words: readonly string[]) => words.join('.'),
    ([first = '', ...rest]: readonly string[]) =>
      first + rest.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(''),
  );
  const verb = fc.constantFrom('list', 'get', 'show', 'fetch', 'query', 'enumerate');
  const prefix = fc.constantFrom([], ['pve'], ['home', 'lab'], ['x']);
  const nodeNoun = fc.constantFrom('nodes', 'hypervisors', 'hosts');
  const guestNoun = fc.constantFrom('vms', 'guests', 'machines', 'instances');
  const bad = fc.constantFrom('delete', 'restart', 'stop', 'purge', 'migrate', 'exec', 'set');
  const extra = fc.constantFrom('disks', 'metrics', 'users', 'storage', 'tasks', 'networks');

  const name = (first: fc.Arbitrary<string>, noun: fc.Arbitrary<string>) =>
    fc
      .tuple(style, prefix, first, noun)
      .map(([join, before, ...words]) => join([...before, ...words]));

  const wrap = fc.constantFrom(
    (list: unknown) => text(list),
    (list: unknown) => text({ data: list }),
    (list: unknown) => text(`Here you are:\n${JSON.stringify(list, null, 2)}`),
    (list: unknown) => ({ structuredContent: { result: list }, content: [] }),
    (list: readonly unknown[]) => ({
      structuredContent: { total: list.length, entries: list },
      content: [],
    }),
  );

  const key = fc.constantFrom(
    (word: string) => word,
    (word: string) => word.toUpperCase(),
    (word: string) => word.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  const respelt = (record: object, spell: (word: string) => string) =>
    Object.fromEntries(Object.entries(record).map(([word, value]) => [spell(word), value]));

  const guests = fc.uniqueArray(
    fc.record({
      vmid: fc.integer({ min: 100, max: 999 }),
      name: fc.constantFrom('plex', 'dns', 'nas', 'git'),
      type: fc.constantFrom('qemu', 'lxc'),
      status: fc.constantFrom('running', 'stopped'),
    }),
    { selector: ({ vmid }) => vmid, maxLength: 12 },
  );
  const nodes = fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('hv1', 'hv2', 'hv3', 'hv4'),
      status: fc.constantFrom('online', 'offline'),
    }),
    { selector: (it) => it.name, minLength: 1 },
  );

  const world = fc.record({
    nodes,
    guests,
    nodesTool: name(verb, nodeNoun),
    guestsTool: name(verb, guestNoun),
    wrapNodes: wrap,
    wrapGuests: wrap,
    spell: key,
    changing: fc.array(name(bad, fc.oneof(nodeNoun, guestNoun)), { maxLength: 5 }),
    others: fc.array(name(verb, extra), { maxLength: 5 }),
  });

  test('is read right or not at all, and never called OK', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (it) => {
        const { says, server } = phone('proxmox', [
          ...it.changing.map((dangerous) => ({
            tool: tool(dangerous),
            answer: () => text('done'),
          })),
          ...it.others.map((other) => ({
            tool: tool(other),
            answer: () => text([{ name: 'sda', status: 'online', node: 'hv9' }]),
          })),
          {
            tool: tool(it.nodesTool),
            answer: () => it.wrapNodes(it.nodes.map((record) => respelt(record, it.spell))),
          },
          {
            tool: tool(it.guestsTool),
            answer: () => it.wrapGuests(it.guests.map((record) => respelt(record, it.spell))),
          },
        ]);
        const summary = (await says('2')) ?? '';
        expect(summary).not.toContain('OK');
        expect(server.asked.filter((asked) => it.changing.includes(asked))).toEqual([]);

        const numberOf = (what: RegExp) => what.exec(summary)?.[1];
        const down = it.nodes.filter(({ status }) => status === 'offline').length;
        const vms = it.guests.filter(({ type }) => type === 'qemu').length;
        expect([undefined, String(it.nodes.length)]).toContain(numberOf(/(\d+) nodes?/));
        expect([undefined, String(vms)]).toContain(numberOf(/(\d+) VMs?/));
        if (down > 0) expect(summary).toMatch(/!.* down/);
        expect(summary).toMatch(/best guess|no source|not readable/);
      }),
      { numRuns: 300 },
    );
  });
});
