import { expect, test } from 'vitest';
import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import { CONTRACT } from '../../../../../src/adapters/backends/mcp/sources/contract.ts';
import { createMcpK8s } from '../../../../../src/adapters/backends/mcp/sources/k8s.ts';
import { createMcpNetwork } from '../../../../../src/adapters/backends/mcp/sources/network.ts';
import { createMcpProxmox } from '../../../../../src/adapters/backends/mcp/sources/proxmox.ts';
import { createMcpSecurity } from '../../../../../src/adapters/backends/mcp/sources/security.ts';
import type { AsyncReading } from '../../../../../src/core/reading.ts';
import { err, ok } from '../../../../../src/core/result.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';

/** A connection that answers everything alike and remembers what it was asked. */
function caller(answer: Awaited<ReturnType<ToolServer['callTool']>>) {
  const asked: (readonly [string, object])[] = [];
  const mcp: ToolServer = {
    service: 'Proxmox',
    source: 'pve:3000',
    tools: async () => ok(LIST),
    async callTool(name, args) {
      asked.push([name, args]);
      return answer;
    },
  };
  return { server: mcp, asked };
}

const tool = ({ tool: name }: { readonly tool: string }) => ({ name });

/** Every tool of the contract, as one server that obeys all of it. */
const LIST = {
  serverName: 'homelab',
  tools: [
    ...Object.values(CONTRACT.network).map(tool),
    ...Object.values(CONTRACT.proxmox).map(tool),
    ...Object.values(CONTRACT.k8s).map(tool),
    ...Object.values(CONTRACT.security).map(tool),
  ],
};

const clock = new FakeClock();
const CALM = { nodes: 3, nodesOnline: 3, vms: 12, containers: 8 };

test('an answer becomes a reading with its age and source', async () => {
  const { server } = caller(ok({ ...CALM, somethingNew: true }));
  expect(await createMcpProxmox({ server, clock }).status()).toMatchObject({
    ok: true,
    value: { value: CALM, asOf: clock.now(), source: 'pve:3000' },
  });
});

test('a failure passes through as it is', async () => {
  const failure = { kind: 'timeout', service: 'Proxmox', afterMs: 10 } as const;
  const { server } = caller(err(failure));
  expect(await createMcpProxmox({ server, clock }).status()).toEqual(err(failure));
});

test.for([
  ['a number that is missing', { ...CALM, nodes: undefined }, 'nodes'],
  ['a number in words', { ...CALM, vms: 'twelve' }, 'vms'],
  ['an impossible load', { ...CALM, cpuPercent: 1200 }, 'cpuPercent'],
  ['a list', [CALM], 'answer'],
  ['nothing', null, 'answer'],
  ['an error in disguise', { error: 'no such cluster' }, 'nodes'],
] as const)('%s is garbled, and the log can say why', async ([, answer, where]) => {
  const { server } = caller(ok(answer));
  expect(await createMcpProxmox({ server, clock }).status()).toMatchObject({
    ok: false,
    error: { kind: 'invalid-response', service: 'Proxmox', cause: containing(where) },
  });
});

test('a long list of nonsense is told in few words', async () => {
  const { server } = caller(ok({ guests: Array.from({ length: 10_000 }, () => ({})) }));
  const answer = await createMcpProxmox({ server, clock }).guests();
  expect(JSON.stringify(answer).length).toBeLessThan(500);
});

test('every question asks its own tool, and a summary those of its lists too, without arguments', async () => {
  const { server, asked } = caller(ok({}));
  const { backup: _backup, changes: _deeds, ...proxmox } = createMcpProxmox({ server, clock });
  const {
    log: _log,
    changes: _kubeDeeds,
    deployments: _some,
    ...k8s
  } = createMcpK8s({ server, clock });
  const {
    changes: _blocks,
    ports: _ports,
    ...networkQuestions
  } = createMcpNetwork({ server, clock });
  const { changes: _bans, ...securityQuestions } = createMcpSecurity({ server, clock });
  const areas: readonly Readonly<Record<string, () => AsyncReading<unknown>>>[] = [
    networkQuestions,
    proxmox,
    k8s,
    securityQuestions,
  ];
  for (const area of areas) {
    for (const ask of Object.values(area)) await ask();
  }
  const promised: readonly Readonly<Record<string, { tool: string }>>[] = Object.values(CONTRACT);
  const once = new Set(asked.map((it) => JSON.stringify(it)));
  expect(once).toEqual(
    new Set(
      promised.flatMap((questions) =>
        Object.values(questions).map(({ tool }) => JSON.stringify([tool, {}])),
      ),
    ),
  );
});

const containing = (text: string): unknown => expect.stringContaining(text);
