import { admits, counts, finds, marks, type Stranger, says } from '../item.ts';
import { failing, inJson } from '../unknown-server.ts';

/** Pods cannot be told; everything else is, and slowly at first. */
export const starling: Stranger = {
  product: 'starling',
  area: 'k8s',
  habit: 'failing tool',
  firstAnswerAfterMs: 3000,
  tools: [
    {
      name: 'list_pods',
      answer: () =>
        inJson({ error: 'pods is forbidden: User "starling" cannot list resource "pods"' }),
    },
    { name: 'list_privileged_pods', answer: () => inJson({ pods: [] }) },
    { name: 'list_pod_metrics', answer: () => failing('metrics API not available (500)') },
    {
      name: 'list_deployments',
      answer: () =>
        inJson([
          { namespace: 'default', name: 'vaultwarden', desired_replicas: 2, ready_replicas: 1 },
          { namespace: 'default', name: 'whoami', desired_replicas: 1, ready_replicas: 1 },
        ]),
    },
    { name: 'list_nodes', answer: () => inJson([{ name: 'nest', status: 'Ready' }]) },
    {
      name: 'list_services',
      answer: () =>
        inJson([
          { namespace: 'default', name: 'whoami', type: 'ClusterIP', clusterIP: '10.43.9.9' },
        ]),
    },
  ],
  world: {
    counts: {
      pod: 5,
      pending: 0,
      failed: 1,
      deployment: 2,
      node: 1,
      service: 1,
      namespace: 1,
      event: 1,
    },
    rows: ['vaultwarden', 'whoami', 'nest'],
    troubles: ['vaultwarden'],
  },
  items: [
    admits('pod', '3'),
    admits('pod', '3p'),
    counts(1, 'node', '3n', { habit: 'slow start' }),
    counts(2, 'deployment', '3w', { habit: 'slow start' }),
    marks('vaultwarden', '3w', { habit: 'slow start' }),
    counts(1, 'service', '3s', { habit: 'slow start' }),
    finds('vaultwarden', /Deployment vaultwarden.*\n1\/2 ready/),
    says(/\?|vaultwarden/, 'home', { habit: 'slow start' }),
  ],
};
