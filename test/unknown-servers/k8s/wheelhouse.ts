import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { isReading, text } from '../unknown-server.ts';

/** A JSON object in each line. */
const lines = (...things: readonly object[]) =>
  text(things.map((it) => JSON.stringify(it)).join('\n'));

const pod = (cluster: string, ns: string, name: string, phase: string, ready: string) => ({
  ...{ cluster, ns, pod: name, phase, ready, restarts: phase === 'Running' ? 0 : 9, age: '3d4h' },
});

const PODS = [
  pod('home', 'kube-system', 'traefik-0', 'Running', '1/1'),
  pod('home', 'observe', 'grafana-6f7c-aa1', 'Running', '1/1'),
  pod('home', 'observe', 'grafana-6f7c-bb2', 'Pending', '0/1'),
  pod('home', 'observe', 'loki-0', 'Failed', '0/1'),
  pod('home', 'chat', 'synapse-0', 'Running', '2/2'),
  pod('edge', 'kube-system', 'traefik-0', 'Running', '1/1'),
  pod('edge', 'mqtt', 'mosquitto-0', 'Running', '1/1'),
];

/** Two clusters in one answer, a line of JSON for each thing and a last one that is none. */
export const wheelhouse: Stranger = {
  product: 'wheelhouse-fleet',
  area: 'k8s',
  habit: 'no verb',
  tools: [
    {
      name: 'pods',
      description: 'Every pod of every cluster, one JSON object per line, and a summary at last.',
      ...isReading,
      answer: () =>
        lines(...PODS, { summary: { clusters: 2, total: PODS.length, truncated: false } }),
    },
    {
      name: 'machines',
      description: 'The nodes of every cluster, one JSON object per line.',
      ...isReading,
      answer: () =>
        lines(
          { cluster: 'home', machine: 'helm-1', condition: 'Ready', kubelet: 'v1.32.0' },
          {
            cluster: 'home',
            machine: 'helm-2',
            condition: 'NotReady,SchedulingDisabled',
            kubelet: 'v1.32.0',
          },
          { cluster: 'edge', machine: 'spar-1', condition: 'Ready', kubelet: 'v1.31.2' },
          { summary: { clusters: 2, total: 3 } },
        ),
    },
    {
      name: 'workloads',
      description: 'Deployments, StatefulSets and DaemonSets, one JSON object per line.',
      ...isReading,
      answer: () =>
        lines(
          { cluster: 'home', ns: 'observe', workload: 'Deployment/grafana', want: 2, have: 1 },
          { cluster: 'home', ns: 'observe', workload: 'StatefulSet/loki', want: 1, have: 0 },
          { cluster: 'home', ns: 'chat', workload: 'StatefulSet/synapse', want: 1, have: 1 },
          { cluster: 'edge', ns: 'mqtt', workload: 'StatefulSet/mosquitto', want: 1, have: 1 },
          { summary: { clusters: 2, total: 4 } },
        ),
    },
    {
      name: 'warnings',
      description: 'Warning events of the last hour, newest first.',
      ...isReading,
      answer: () =>
        lines({
          cluster: 'home',
          ns: 'observe',
          about: 'pod/loki-0',
          why: 'Evicted',
          text: 'The node was low on ephemeral-storage',
          last: '2m ago',
          times: 3,
        }),
    },
    {
      name: 'drain',
      isOffLimits: true,
      properties: { machine: { type: 'string' } },
      required: ['machine'],
      answer: () => text('drained'),
    },
  ],
  world: {
    counts: {
      pod: 7,
      pending: 1,
      failed: 1,
      node: 3,
      // Those of other kinds do the same, and a screen may count them as such.
      deployment: [1, 4],
      service: 5,
      event: 1,
      namespace: [4, 5],
    },
    rows: [
      ...['traefik', 'grafana', 'loki', 'synapse', 'mosquitto', 'helm-', 'spar-1', 'Evicted'],
      ...['kube-system', 'observe', 'chat', 'mqtt'],
    ],
    troubles: ['grafana 1/2', 'grafana-6f7c-bb2', 'loki', 'helm-2', 'Evicted', 'observe'],
  },
  items: [
    counts(7, 'pod', '3'),
    says(/loki-0|1 failed|1 pod failed/, '3', { about: 'failed' }),
    counts(7, 'pod', '3p'),
    marks('loki-0', '3p'),
    marks('grafana-6f7c-bb2', '3p'),
    counts(3, 'node', '3n', { habit: 'other nouns' }),
    marks('helm-2', '3n', { habit: 'other nouns' }),
    says(/grafana 1\/2/, '3w', { habit: 'other nouns' }),
    says(/! .*Evicted/, '3e', { habit: 'other nouns' }),
    finds('mosquitto-0', /Pod mosquitto-0\nRunning/),
    lists(['traefik-0', 'synapse-0', 'mosquitto-0'], '3p'),
  ],
};
