import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

/** Plain Kubernetes, with pods grouped by namespace and pages by a token in the metadata. */
const DEPLOYS = Array.from({ length: 7 }, (_, index) => ({
  metadata: { name: `app-${index}`, namespace: 'prod' },
  spec: { replicas: 2 },
  status: { readyReplicas: index === 6 ? 0 : 2 },
}));

export const almanac: Stranger = {
  product: 'almanac-k8s',
  area: 'k8s',
  habit: 'plain',
  tools: [
    {
      name: 'get_pods_by_namespace',
      description: 'All pods, grouped by namespace.',
      answer: () =>
        inJson({
          prod: [
            { name: 'app-0-abc', status: 'Running', ready: true },
            { name: 'app-6-def', status: 'CrashLoopBackOff', ready: false },
          ],
          ops: [{ name: 'argocd-0', status: 'Running', ready: true }],
        }),
    },
    {
      name: 'list_deployments',
      properties: { continue: { type: 'string' }, limit: { type: 'integer', default: 4 } },
      answer: ({ continue: token }) => {
        const start = typeof token === 'string' ? Number(token) : 0;
        return inJson({
          items: DEPLOYS.slice(start, start + 4),
          metadata: start + 4 < 7 ? { continue: String(start + 4), remainingItemCount: 3 } : {},
        });
      },
    },
    {
      name: 'list_nodes',
      answer: () => inJson({ data: { nodes: [{ name: 'page-1', conditions: { Ready: true } }] } }),
    },
    { name: 'list_warning_events', answer: () => inJson({ events: [] }) },
    {
      name: 'list_services',
      answer: () => inJson({ services: [], message: 'No services in namespace default' }),
    },
  ],
  world: {
    counts: {
      pod: 3,
      pending: 0,
      failed: 1,
      node: 1,
      deployment: 7,
      namespace: 2,
      service: 4,
      event: 9,
    },
    rows: ['app-', 'argocd-0', 'page-1', 'prod', 'ops'],
    troubles: ['app-6', 'prod'],
  },
  items: [
    counts(3, 'pod', '3'),
    counts(1, 'failed', '3'),
    says(/! app-6/, '3', { habit: 'pages' }),
    marks('app-6', '3p'),
    counts(7, 'deployment', '3w', { habit: 'pages' }),
    counts(1, 'node', '3n'),
    counts(2, 'namespace', '3d'),
    lists(['argocd-0', 'app-0'], '3p'),
    finds('argocd-0', /Pod argocd-0\nRunning/),
    {
      name: 'no false service',
      text: '3s',
      about: 'service',
      isRight: () => false,
      isUntold: true,
      habit: 'narrower tools',
    },
    {
      name: 'no false events',
      text: '3e',
      about: 'event',
      isRight: () => false,
      isUntold: true,
      habit: 'narrower tools',
    },
  ],
};
