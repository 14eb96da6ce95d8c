import { counts, finds, lists, marks, type Stranger } from '../item.ts';
import { failing, inJson } from '../unknown-server.ts';

const KINDS: Readonly<Record<string, readonly object[]>> = {
  pods: [
    {
      namespace: 'media',
      name: 'sonarr-6c9f7d5b8-x2x4q',
      phase: 'Running',
      ready: '1/1',
      restarts: 0,
      node: 'sail-1',
    },
    {
      namespace: 'media',
      name: 'radarr-5d8c9c7f6-9kq2w',
      phase: 'Running',
      ready: '1/1',
      restarts: 2,
      node: 'sail-2',
    },
    { namespace: 'web', name: 'blog-0', phase: 'Pending', ready: '0/1', restarts: 0 },
  ],
  deployments: [
    { namespace: 'media', name: 'sonarr', replicas: 1, ready_replicas: 1 },
    { namespace: 'media', name: 'radarr', replicas: 1, ready_replicas: 1 },
  ],
  services: [
    {
      namespace: 'media',
      name: 'sonarr',
      type: 'ClusterIP',
      cluster_ip: '10.43.0.11',
      ports: ['8989/TCP'],
    },
    {
      namespace: 'web',
      name: 'blog',
      type: 'LoadBalancer',
      cluster_ip: '10.43.0.12',
      ports: ['80/TCP'],
    },
  ],
  nodes: [
    { name: 'sail-1', status: 'Ready', roles: 'control-plane', version: 'v1.33.1' },
    { name: 'sail-2', status: 'Ready', roles: 'worker', version: 'v1.33.1' },
  ],
  events: [
    {
      namespace: 'web',
      type: 'Warning',
      reason: 'FailedScheduling',
      object: 'Pod/blog-0',
      message: '0/2 nodes are available',
      last_seen: '2026-11-21T11:58:00Z',
    },
  ],
};

/** One tool for every kind, of a cluster that another tool names. */
export const helmsman: Stranger = {
  product: 'helmsman-gateway',
  area: 'k8s',
  habit: 'required arguments',
  tools: [
    {
      name: 'list_clusters',
      answer: () => inJson({ clusters: [{ name: 'harbour', context: 'k3s', is_current: true }] }),
    },
    {
      name: 'list_resources',
      properties: {
        cluster: { type: 'string', description: 'A name from list_clusters' },
        kind: { type: 'string', enum: Object.keys(KINDS) },
        namespace: { type: 'string', default: '*' },
      },
      required: ['cluster', 'kind', 'namespace'],
      answer: ({ cluster, kind }) =>
        cluster === 'harbour'
          ? inJson({ kind, items: KINDS[String(kind)] ?? [] })
          : failing(`no such cluster: ${String(cluster)}`),
    },
    {
      name: 'scale_resource',
      isOffLimits: true,
      properties: { cluster: { type: 'string' }, name: { type: 'string' } },
      required: ['cluster', 'name'],
      answer: () => inJson({ scaled: true }),
    },
  ],
  world: {
    counts: {
      pod: 3,
      pending: 1,
      failed: 0,
      deployment: 2,
      service: 2,
      node: 2,
      event: 1,
      namespace: 2,
    },
    rows: ['sonarr', 'radarr', 'blog', 'sail-', 'FailedScheduling'],
    troubles: ['blog-0', 'FailedScheduling', 'web'],
  },
  items: [
    counts(3, 'pod', '3'),
    counts(1, 'pending', '3'),
    counts(3, 'pod', '3p'),
    marks('blog-0', '3p'),
    counts(2, 'deployment', '3w'),
    counts(2, 'service', '3s'),
    lists(['blog LoadBalancer'], '3s'),
    counts(2, 'node', '3n'),
    marks('FailedScheduling', '3e'),
    finds('radarr', /radarr/),
  ],
};
