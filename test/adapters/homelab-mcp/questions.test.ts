import { expect, test } from 'vitest';
import { CONTRACT } from '../../../src/adapters/homelab-mcp/contract.ts';
import { createMcpK8s } from '../../../src/adapters/homelab-mcp/k8s.ts';
import { createMcpNetwork } from '../../../src/adapters/homelab-mcp/network.ts';
import { createMcpProxmox } from '../../../src/adapters/homelab-mcp/proxmox.ts';
import { createMcpSecurity } from '../../../src/adapters/homelab-mcp/security.ts';
import type { ToolCaller } from '../../../src/adapters/mcp-client/tool-caller.ts';
import type { Asked } from '../../../src/core/reading.ts';
import { err, ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** A connection that answers everything alike and remembers what it was asked. */
function caller(answer: Awaited<ReturnType<ToolCaller['callTool']>>) {
  const asked: (readonly [string, object])[] = [];
  const mcp: ToolCaller = {
    service: 'Proxmox',
    source: 'pve:3000',
    async callTool(name, args) {
      asked.push([name, args]);
      return answer;
    },
  };
  return { mcp, asked };
}

const clock = new FakeClock();
const CALM = { nodes: 3, nodesOnline: 3, vms: 12, containers: 8 };

test('an answer becomes a reading with its age and source', async () => {
  const { mcp } = caller(ok({ ...CALM, somethingNew: true }));
  expect(await createMcpProxmox(mcp, clock).status()).toEqual({
    ok: true,
    value: { value: CALM, asOf: clock.now(), source: 'pve:3000' },
  });
});

test('a failure passes through as it is', async () => {
  const failure = { kind: 'timeout', service: 'Proxmox', afterMs: 10 } as const;
  const { mcp } = caller(err(failure));
  expect(await createMcpProxmox(mcp, clock).status()).toEqual(err(failure));
});

test.for([
  ['a number that is missing', { ...CALM, nodes: undefined }, 'nodes'],
  ['a number in words', { ...CALM, vms: 'twelve' }, 'vms'],
  ['an impossible load', { ...CALM, cpuPercent: 1200 }, 'cpuPercent'],
  ['a list', [CALM], 'answer'],
  ['nothing', null, 'answer'],
  ['an error in disguise', { error: 'no such cluster' }, 'nodes'],
] as const)('%s is garbled, and the log can say why', async ([, answer, where]) => {
  const { mcp } = caller(ok(answer));
  expect(await createMcpProxmox(mcp, clock).status()).toMatchObject({
    ok: false,
    error: { kind: 'garbled', service: 'Proxmox', cause: containing(where) },
  });
});

test('a long list of nonsense is told in few words', async () => {
  const { mcp } = caller(ok({ guests: Array.from({ length: 10_000 }, () => ({})) }));
  const answer = await createMcpProxmox(mcp, clock).guests();
  expect(JSON.stringify(answer).length).toBeLessThan(500);
});

test('every question asks its own tool, without arguments', async () => {
  const { mcp, asked } = caller(ok({}));
  const areas: readonly Readonly<Record<string, () => Asked<unknown>>>[] = [
    { ...createMcpNetwork(mcp, clock) },
    { ...createMcpProxmox(mcp, clock) },
    { ...createMcpK8s(mcp, clock) },
    { ...createMcpSecurity(mcp, clock) },
  ];
  for (const area of areas) {
    for (const ask of Object.values(area)) await ask();
  }
  const promised: readonly Readonly<Record<string, { tool: string }>>[] = Object.values(CONTRACT);
  expect(asked).toEqual(
    promised.flatMap((questions) => Object.values(questions).map(({ tool }) => [tool, {}])),
  );
});

const containing = (text: string): unknown => expect.stringContaining(text);
