import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson, isReading } from '../unknown-server.ts';

const SNAPSHOT = {
  taken_at: '2026-11-21T11:59:50Z',
  nodes: [
    { node_name: 'pane-1', node_status: 'Ready', kubelet_version: 'v1.31.4' },
    { node_name: 'pane-2', node_status: 'Ready', kubelet_version: 'v1.31.4' },
    { node_name: 'pane-3', node_status: 'NotReady', kubelet_version: 'v1.31.4' },
  ],
  workloads: {
    pods: [
      {
        pod_name: 'immich-server-84d9f4cb8c-j7w2n',
        namespace: 'photos',
        status: 'Running',
        ready: '1/1',
      },
      {
        pod_name: 'immich-ml-6f7c8d9b5c-q8r9t',
        namespace: 'photos',
        status: 'OOMKilled',
        ready: '0/1',
      },
      { pod_name: 'postgres-0', namespace: 'photos', status: 'Running', ready: '1/1' },
    ],
    deployments: [
      { name: 'immich-server', namespace: 'photos', desired: 1, ready: 1 },
      { name: 'immich-ml', namespace: 'photos', desired: 1, ready: 0 },
    ],
  },
  services: [
    {
      name: 'immich',
      namespace: 'photos',
      type: 'NodePort',
      clusterIP: '10.43.1.9',
      ports: [2283],
    },
  ],
};

export const clusterglass: Stranger = {
  product: 'clusterglass',
  area: 'k8s',
  habit: 'overview',
  tools: [
    {
      name: 'get_cluster_snapshot',
      description: 'Everything in the cluster, in one answer.',
      answer: () => inJson(SNAPSHOT),
    },
    { name: 'get_cluster_status', answer: () => inJson({ version: 'v1.31.4', status: 'healthy' }) },
    {
      name: 'watch_events',
      isOffLimits: true,
      description: 'Subscribes to the stream of events.',
      ...isReading,
      answer: () => inJson({ subscription: 's-1' }),
    },
  ],
  world: {
    counts: {
      node: 3,
      pod: 3,
      pending: 0,
      failed: 1,
      deployment: 2,
      service: 1,
      namespace: 1,
      event: 4,
    },
    rows: ['immich', 'postgres-0', 'pane-', 'photos'],
    troubles: ['immich-ml', 'pane-3', 'photos'],
  },
  items: [
    counts(3, 'pod', '3'),
    says(/K8s ! pane-3 not ready/, '3', { habit: 'wrong contract' }),
    counts(3, 'pod', '3p'),
    marks('immich-ml', '3p', { habit: 'suffixed facts' }),
    counts(3, 'node', '3n', { habit: 'suffixed facts' }),
    marks('pane-3', '3n', { habit: 'suffixed facts' }),
    lists(['immich-server 1/1', 'immich-ml 0/1'], '3w'),
    lists(['immich NodePort'], '3s'),
    finds('postgres-0', /Pod postgres-0/),
  ],
};
