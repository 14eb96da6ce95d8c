import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { structured } from '../unknown-server.ts';

export const kelp: Stranger = {
  product: 'kelp-insight',
  area: 'k8s',
  habit: 'overview',
  tools: [
    {
      name: 'cluster_report',
      description: 'A report of nodes, pods and deployments.',
      annotations: { readOnlyHint: true },
      answer: () =>
        structured({
          report: {
            node_list: [
              { name: 'reef-1', ready: true },
              { name: 'reef-2', ready: false },
            ],
            pod_list: [
              { pod: 'ghost-0', namespace: 'blog', phase: 'Running', ready: '1/1' },
              { pod: 'mysql-0', namespace: 'blog', phase: 'Failed', ready: '0/1' },
            ],
            deployment_list: [{ deployment: 'ghost', namespace: 'blog', available: 1, desired: 1 }],
          },
        }),
    },
    { name: 'list_evicted_pods', answer: () => structured({ pods: [] }) },
    {
      name: 'list_services',
      answer: () =>
        structured({ services: [{ name: 'ghost', namespace: 'blog', service_type: 'NodePort' }] }),
    },
  ],
  world: {
    counts: {
      pod: 2,
      pending: 0,
      failed: 1,
      node: 2,
      deployment: 1,
      service: 1,
      namespace: 1,
      event: 2,
    },
    rows: ['ghost', 'mysql', 'reef-'],
    troubles: ['mysql', 'reef-2', 'blog'],
  },
  items: [
    counts(2, 'pod', '3'),
    says(/K8s ! reef-2 not ready/, '3'),
    marks('mysql-0', '3p'),
    counts(2, 'node', '3n'),
    marks('reef-2', '3n'),
    lists(['ghost 1/1'], '3w'),
    lists(['ghost NodePort'], '3s', { habit: 'suffixed facts' }),
    finds('ghost-0', /Pod ghost-0\nRunning/),
  ],
};
