import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutCycles } from '../../src/alerts/cut-cycles.ts';
import { createDependencies } from '../../src/alerts/dependencies.ts';
import { type DependencyGraph, EMPTY_GRAPH } from '../../src/alerts/dependency-graph.ts';
import { learnDependencies } from '../../src/alerts/learn-dependencies.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';

const HOUR = 60 * 60_000;

const thing = (
  subject: string,
  parents: readonly string[] = [],
  addresses: readonly string[] = [subject.split('/').at(-1) ?? ''],
): PlacedThing => ({ subject, name: subject.split('/').at(-1) ?? '', addresses, parents });

const NETWORK = [
  thing('network/wan', ['network/device/gw'], []),
  thing('network/device/gw'),
  thing('network/device/sw', ['gw']),
  thing('network/client/pve2', ['sw'], ['pve2', '02:00:00:00:00:02', '192.168.1.2']),
];
const PROXMOX = [
  thing('proxmox/node/pve2'),
  thing('proxmox/guest/104', ['proxmox/node/pve2'], ['k3s-1']),
];
const K8S = [thing('k8s/node/k3s-1'), thing('k8s/deployment/media/kino', ['k8s/node/k3s-1'], [])];

const learnAll = (
  lists: Readonly<Record<string, readonly PlacedThing[]>>,
  now = 0,
  graph = EMPTY_GRAPH,
): DependencyGraph =>
  Object.entries(lists).reduce(
    (known, [area, things]) => learnDependencies(known, area, things, now),
    graph,
  );

const linesOf = ({ dependencies }: DependencyGraph): readonly string[] =>
  dependencies.map(({ child, parent, confidence }) => `${child} > ${parent} ${confidence}`);

test('areas that know nothing of each other make one chain, from a deployment to the gateway', () => {
  const graph = learnAll({ network: NETWORK, proxmox: PROXMOX, k8s: K8S });
  expect(linesOf(graph).toSorted()).toEqual([
    'k8s/deployment/media/kino > k8s/node/k3s-1 1',
    'k8s/node/k3s-1 > proxmox/guest/104 0.7',
    'network/client/pve2 > network/device/sw 1',
    'network/device/sw > network/device/gw 1',
    'network/wan > network/device/gw 1',
    'proxmox/guest/104 > proxmox/node/pve2 1',
    'proxmox/node/pve2 > network/client/pve2 0.7',
  ]);
  const { below, areasAbove, find } = createDependencies(graph, HOUR);
  expect(below('network/device/sw').has('k8s/deployment/media/kino')).toBe(true);
  expect([...areasAbove('k8s/deployment/media/kino')]).toEqual(['k8s', 'proxmox', 'network']);
  expect(find('pve2.lan')).toBe('proxmox/node/pve2');
  expect(find('192.168.1.2:8006')).toBe('network/client/pve2');
  expect(find('kino')).toBe('k8s/deployment/media/kino');
  expect(find('nobody')).toBeUndefined();
});

test('the order in which areas are learned does not matter', () => {
  const forth = learnAll({ network: NETWORK, proxmox: PROXMOX, k8s: K8S });
  const back = learnAll({ k8s: K8S, proxmox: PROXMOX, network: NETWORK });
  expect(linesOf(back).toSorted()).toEqual(linesOf(forth).toSorted());
});

test('a cycle is cut where it is weakest', () => {
  const things = [
    thing('network/device/a', ['b']),
    thing('network/device/b', ['c']),
    thing('network/device/c', ['a']),
  ];
  const old = learnAll({ network: [thing('network/device/b', ['c']), thing('network/device/c')] });
  const graph = learnDependencies(
    old,
    'network',
    things.map((one) => (one.subject.endsWith('b') ? { ...one, parents: [] } : one)),
    HOUR,
  );
  // The one that was last seen an hour ago is left out.
  expect(linesOf(graph)).toEqual([
    'network/device/a > network/device/b 1',
    'network/device/c > network/device/a 1',
  ]);
});

test('a thing that depends on itself, and ten thousand in a row, end nothing', () => {
  const row = Array.from({ length: 10_000 }, (_, at) =>
    thing(`network/client/m${at}`, [`network/client/m${(at + 1) % 10_000}`]),
  );
  const graph = learnAll({ network: [thing('network/device/x', ['x']), ...row] });
  expect(graph.things).toHaveLength(5000);
  expect(createDependencies(graph, 0).below('network/client/m4000').size).toBeGreaterThan(3000);
});

test('a device that is listed without its uplink while it is down keeps it, with its age', () => {
  const before = learnAll({ network: NETWORK });
  const after = learnDependencies(
    before,
    'network',
    NETWORK.map((one) => ({ ...one, parents: [] })),
    25 * HOUR,
  );
  expect(linesOf(after)).toEqual(linesOf(before));
  expect(createDependencies(after, 20 * HOUR).parentsOf('network/device/sw')).toHaveLength(1);
  expect(createDependencies(after, 25 * HOUR).parentsOf('network/device/sw')).toEqual([]);
});

test('a name that two machines of one area have is nobody', () => {
  const graph = learnAll({
    network: [...NETWORK, thing('network/client/02', ['sw'], ['tablet'])].concat(
      thing('network/client/03', ['sw'], ['tablet']),
    ),
  });
  expect(createDependencies(graph, 0).find('tablet')).toBeUndefined();
});

test('what is outside of the house depends on the internet connection', () => {
  const { placeOf } = createDependencies(learnAll({ network: NETWORK }), 0);
  const placed = (subject: string) => placeOf({ source: 'kuma', key: '1', subject });
  expect(placed('status.example.com')).toBe('network/wan');
  expect(placed('1.1.1.1')).toBe('network/wan');
  for (const inside of ['nas.lan', '192.168.1.77', '10.0.0.1', 'nas', 'a b.c', 'fd00::1', '']) {
    expect(placed(inside), inside).toBeUndefined();
  }
});

test('the source of an area is below the host that it runs on', () => {
  const source = { subject: 'proxmox', name: 'Proxmox', addresses: [], parents: ['192.168.1.2'] };
  const graph = learnAll({ network: NETWORK, proxmox: [source, ...PROXMOX] });
  expect(linesOf(graph)).toContain('proxmox > network/client/pve2 1');
});

test('what an area lists no more is forgotten after two days', () => {
  const before = learnAll({ network: NETWORK });
  const after = learnDependencies(before, 'network', NETWORK.slice(0, 2), 49 * HOUR);
  expect(after.things.map(({ subject }) => subject)).toEqual(['network/wan', 'network/device/gw']);
});

test('whatever hostile sources list, nothing is below itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(3)), { maxLength: 200 }),
      (pairs) => {
        const edges = pairs.map(([child, parent, confidence]) => ({
          ...{ child: `c${child}`, parent: `c${parent}`, kind: 'listed' as const },
          ...{ confidence, seenAt: 0 },
        }));
        const left = cutCycles(edges);
        const above = Map.groupBy(left, ({ child }) => child);
        for (const start of above.keys()) {
          const reached = new Set((above.get(start) ?? []).map(({ parent }) => parent));
          for (const at of reached)
            for (const { parent } of above.get(at) ?? []) reached.add(parent);
          expect(reached.has(start)).toBe(false);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('thousands of pairs that depend on each other are cut at once', () => {
  const pairs = Array.from({ length: 5000 }, (_, at) => [
    { child: `a${at}`, parent: `b${at}`, kind: 'listed' as const, confidence: 1, seenAt: 0 },
    { child: `b${at}`, parent: `a${at}`, kind: 'listed' as const, confidence: 0.7, seenAt: 0 },
  ]).flat();
  expect(cutCycles(pairs)).toEqual(pairs.filter(({ confidence }) => confidence === 1));
});

test('a list in which all depends on all is cut, however long it is', () => {
  const size = 2000;
  const edges = Array.from({ length: size * 60 }, (_, at) => ({
    ...{ child: `t${at % size}`, parent: `t${(at * 7 + Math.floor(at / size)) % size}` },
    ...{ kind: 'listed' as const, confidence: 1, seenAt: 0 },
  }));
  const left = cutCycles(edges);
  expect(left.length).toBeLessThan(edges.length);
  expect(cutCycles(left)).toEqual(left);
});
