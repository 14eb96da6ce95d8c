import { expect, test } from 'vitest';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';
import { ToolAnswer } from '../../../../../src/adapters/backends/mcp/answers/tool-answer.ts';
import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import {
  configItemFor,
  configLineFor,
  type ToolChoice,
} from '../../../../../src/adapters/backends/mcp/sources/chosen-tool.ts';
import { createMcpProxmox } from '../../../../../src/adapters/backends/mcp/sources/proxmox.ts';
import { readRelayFile } from '../../../../../src/config/relay-file.ts';
import { err, ok } from '../../../../../src/core/result.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';

const NODES = [{ name: 'hv1', state: 'online', cpu_percent: 12 }];
const GUESTS = [{ id: 7, name: 'plex', type: 'qemu', state: 'running' }];

/** A server whose tools answer as told, and that notes what it is asked. */
function serverOf(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const server: ToolServer = {
    service: 'Proxmox',
    source: 'test',
    tools: async () =>
      ok({ serverName: 'x', tools: Object.keys(answers).map((name) => ({ name })) }),
    async callTool(name) {
      asked.push(name);
      const content = [{ type: 'text', text: JSON.stringify(answers[name]) }];
      const data = await readAnswer(ToolAnswer.parse({ content }));
      return data.ok ? data : err({ ...data.error, service: 'Proxmox' });
    },
  };
  return { server, asked };
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
};

test('whoever wants to know hears which tool tells what, why, and what it looks like', async () => {
  const { server } = serverOf({ list_hosts: NODES, list_guests: GUESTS });
  const heard: ToolChoice[] = [];
  const onToolChosen = (choice: ToolChoice) => heard.push(choice);
  await createMcpProxmox({ server, clock: new FakeClock(), onToolChosen }).nodes();
  await turns();
  expect(heard).toMatchObject([
    {
      list: 'nodes',
      tools: [
        { name: 'list_hosts', why: 'its name says so', saw: '1 with name, state, cpu_percent' },
      ],
    },
    { list: 'guests', tools: [{ name: 'list_guests' }] },
  ]);
});

test('a server is asked what it can tell behind the first answer, and never again', async () => {
  const { server, asked } = serverOf({ list_hosts: NODES, list_guests: GUESTS });
  const proxmox = createMcpProxmox({ server, clock: new FakeClock() });
  await proxmox.nodes();
  await turns();
  expect(asked).toEqual(['list_hosts', 'list_guests']);
  await proxmox.nodes();
  await turns();
  expect(asked).toEqual(['list_hosts', 'list_guests', 'list_hosts']);
});

test('no more than twelve calls find out what a server can tell', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `list_vms_${index}`);
  const { server, asked } = serverOf({
    list_hosts: NODES,
    ...Object.fromEntries(names.map((name) => [name, { nothing: true }])),
  });
  await createMcpProxmox({ server, clock: new FakeClock() }).nodes();
  await turns();
  expect(asked.length).toBeLessThanOrEqual(1 + 12);
});

test('a line for the owner is one that the file understands', async () => {
  const choice: ToolChoice = {
    list: 'guests',
    tools: [{ name: 'list_ct', args: { node: 'a' }, why: '', isNarrow: false, saw: '' }],
  };
  expect(await readRelayFile(configLineFor('proxmox', choice) ?? '')).toMatchObject({
    problems: [],
    areas: { proxmox: { items: { guests: { tool: 'list_ct', args: { node: 'a' } } } } },
  });
  expect(configLineFor('proxmox', { list: 'usage', tools: [] })).toBeUndefined();
});

test.for([
  ['network', 'devices', 'gear'],
  ['network', 'clients', 'clients'],
  ['k8s', 'events', 'events'],
  ['security', 'logs', 'lines'],
  ['security', 'rules', 'rules'],
] as const)(
  'the drafted map of %s %s makes the list that the item has',
  async ([area, list, key]) => {
    const choice: ToolChoice = { list, tools: [] };
    expect((await readRelayFile(configLineFor(area, choice) ?? '')).problems).toEqual([]);
    expect(configItemFor(area, choice)?.item.map).toContain(`{ "${key}": [$.{`);
  },
);

test('a drafted map tells the item from an answer that holds all it must have', async () => {
  const answer = [{ vmid: 7, 'vm-name': 'plex', type: 'vm', node: 'hv1', power_state: 'running' }];
  const tool = { name: 'list_ct', args: {}, why: '', isNarrow: false, saw: '' };
  const keys = Object.keys(answer[0] ?? {});
  const line = configLineFor('proxmox', { list: 'guests', tools: [{ ...tool, keys }] }) ?? '';
  const { areas } = await readRelayFile(line);
  const { server } = serverOf({ list_hosts: NODES, list_ct: answer });
  const overrides = areas.proxmox?.items ?? {};
  const { guests = { tool: '', args: {} } } = overrides;
  const proxmox = createMcpProxmox({ server, clock: new FakeClock(), overrides: { guests } });
  expect(await proxmox.guests()).toMatchObject({
    value: { value: { guests: [{ id: 7, name: 'plex', node: 'hv1', state: 'running' }] } },
  });
});
