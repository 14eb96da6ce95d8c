import { expect, test } from 'vitest';
import {
  formatEvent,
  formatEvents,
  formatNamespaces,
  formatNode,
  formatNodes,
  formatPod,
  formatPods,
  formatService,
  formatServices,
  formatStatus,
} from '../../../src/areas/k8s/format.ts';
import type { ClusterEvent, K8sStatus, Pod } from '../../../src/areas/k8s/k8s.ts';
import { findProblems } from '../../../src/areas/k8s/problems.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { formatFinding } from '../../../src/operation/format-finding.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { emptyInventory } from '../../support/inventory.ts';

const time = createLocalTime(new FakeClock(), 'UTC');
const status = (over: Partial<K8sStatus> = {}): K8sStatus => ({
  pods: 47,
  pending: 0,
  failed: 0,
  nodes: 3,
  nodesReady: 3,
  ...over,
});
const pod = (over: Partial<Pod> = {}): Pod => ({
  name: 'plex-0',
  namespace: 'media',
  status: 'Running',
  ...over,
});
const event = (over: Partial<ClusterEvent> = {}): ClusterEvent => ({
  at: '2026-11-21T11:30:00Z',
  type: 'Normal',
  reason: 'Pulled',
  object: 'Pod/plex-0',
  message: 'Image is here',
  ...over,
});

test.for<readonly [string, K8sStatus, string]>([
  ['health', status(), 'K8s OK. 47 pods, 0 pending, 0 failed.'],
  ['pods that wait', status({ pending: 1 }), 'K8s ! 1 pod pending\n47 pods, 1 pending, 0 failed'],
  [
    'everything at once',
    status({ pending: 1, failed: 2, nodesReady: 2 }),
    'K8s ! 1 node down\n! 2 pods failed\n! 1 pod pending\n47 pods, 1 pending, 2 failed',
  ],
  [
    'a cluster without nodes, which is no health',
    status({ pods: 0, nodes: 0, nodesReady: 0 }),
    'K8s ! no nodes seen\n0 pods, 0 pending, 0 failed',
  ],
])('the summary shows %s', ([, given, text]) => {
  expect(
    formatFinding(formatStatus(given, findProblems(given, emptyInventory(new FakeClock())))),
  ).toBe(text);
});

test('namespaces with trouble come first', () => {
  const list = formatNamespaces([
    { name: 'default', pods: 1, pending: 0, failed: 0 },
    { name: 'media', pods: 9, pending: 1, failed: 1 },
  ]);
  expect(list.text).toBe('K8s: 2 namespaces');
  expect(list.rows?.map((row) => row.text)).toEqual(['! media 9 pods, 2 not ok', 'default 1 pod']);
});

test('pods that do not run come first, in the words of kubectl', () => {
  const list = formatPods([
    pod(),
    pod({ name: 'job-1', status: 'Completed' }),
    pod({ name: 'immich-0', status: 'CrashLoopBackOff' }),
  ]);
  expect(list.rows?.map((row) => row.text)).toEqual([
    '! immich-0 CrashLoopBackOff',
    'plex-0',
    'job-1 Completed',
  ]);
});

test('pods are listed without their endings, and those that are not ready by what they lack', () => {
  const list = formatPods([
    pod({ name: 'kino-6b9c8d7f5-w4t2z', ready: '1/1' }),
    pod({ name: 'sonarr-6b9c8d7f5-w4t2z', ready: '0/1' }),
  ]);
  expect(list.rows).toEqual([
    { id: 'media/sonarr-6b9c8d7f5-w4t2z', isWell: false, text: '! sonarr 0/1 ready' },
    { id: 'media/kino-6b9c8d7f5-w4t2z', isWell: true, text: 'kino' },
  ]);
});

test.for<readonly [string, readonly string[]]>([
  ['run', ['Running', 'Running', 'Failed']],
  ['run or are done', ['Running', 'Completed']],
])('other pods are said to %s', ([words, statuses]) => {
  expect(formatPods(statuses.map((status) => pod({ status }))).others).toBe(words);
});

test('one pod is told in full', () => {
  expect(formatPod(pod({ ready: '1/1', restarts: 0, node: 'k3s-1', ageSec: 3600 }))).toBe(
    'Pod plex-0\nRunning, ready 1/1, ns media\nRestarts 0, node k3s-1\nAge 1h',
  );
  expect(formatPod(pod({ status: 'Pending' }))).toBe(
    '! Pod plex-0\nPending, ns media\nRestarts ?, node ?',
  );
});

test('services tell their type in the list, and their ports when opened', () => {
  const service = {
    name: 'plex',
    namespace: 'media',
    type: 'LoadBalancer',
    externalIp: '10.0.0.5',
    ports: ['32400/TCP'],
  };
  expect(formatServices([service]).rows).toEqual([{ id: 'media/plex', text: 'plex LoadBalancer' }]);
  expect(formatService(service)).toBe(
    'Service plex, ns media\nLoadBalancer\nExternal 10.0.0.5\nPorts 32400/TCP',
  );
  expect(formatService({ name: 'a', namespace: 'b', type: 'ClusterIP' })).toContain('Ports ?');
});

test('warnings come first, then the newest', () => {
  const list = formatEvents(
    [
      event({ at: '2026-11-21T11:00:00Z' }),
      event(),
      event({ at: '2026-11-21T10:00:00Z', type: 'Warning', reason: 'BackOff' }),
    ],
    time,
  );
  expect(list.rows?.map((row) => row.text)).toEqual([
    '! 10:00 BackOff Pod/plex-0',
    '11:30 Pulled Pod/plex-0',
    '11:00 Pulled Pod/plex-0',
  ]);
  expect(formatEvents([], time).text).toBe('K8s: no events');
});

test('one event is told in full', () => {
  expect(formatEvent(event({ type: 'Warning', reason: 'BackOff', count: 12 }), time)).toBe(
    '! BackOff Pod/plex-0\nImage is here\n11:30, 30m ago, 12 times',
  );
});

test('nodes that are not ready come first', () => {
  const nodes = [
    {
      name: 'k3s-1',
      ready: true,
      cpuPercent: 31,
      memoryPercent: 70,
      roles: 'worker',
      version: 'v1.31',
    },
    { name: 'k3s-2', ready: false },
  ];
  expect(formatNodes(nodes).rows?.map((row) => row.text)).toEqual([
    '! k3s-2 not ready',
    'k3s-1 ready',
  ]);
  expect(nodes.map(formatNode)).toEqual([
    'Node k3s-1 ready\nCPU 31%  RAM 70%\nworker, v1.31',
    '! Node k3s-2 not ready\nCPU ?  RAM ?',
  ]);
});
