import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const pod = (name: string, phase: string, isReady: boolean) => ({
  metadata: { name, namespace: 'apps', creationTimestamp: '2026-11-19T12:00:00Z' },
  spec: { nodeName: 'lens-1' },
  status: { phase, containerStatuses: [{ name: 'main', ready: isReady, restartCount: 3 }] },
});
const node = (name: string, isReady: boolean) => ({
  metadata: { name },
  status: {
    conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    nodeInfo: { kubeletVersion: 'v1.33.0' },
  },
});

/** The plain way: lists as the API server gives them. */
export const kubelens: Stranger = {
  product: 'kubelens',
  area: 'k8s',
  habit: 'plain',
  tools: [
    {
      name: 'list_pods',
      description: 'Pods of a namespace, or of all.',
      properties: { namespace: { type: 'string' } },
      answer: () =>
        inJson({
          kind: 'PodList',
          metadata: {},
          items: [pod('forgejo-0', 'Running', true), pod('runner-1', 'Running', false)],
        }),
    },
    {
      name: 'list_pods_on_node',
      properties: { node: { type: 'string' } },
      required: ['node'],
      answer: () => inJson({ items: [] }),
    },
    {
      name: 'list_nodes',
      answer: () =>
        inJson({ kind: 'NodeList', items: [node('lens-1', true), node('lens-2', true)] }),
    },
    {
      name: 'list_deployments',
      answer: () =>
        inJson({
          items: [
            {
              metadata: { name: 'runner', namespace: 'apps' },
              spec: { replicas: 2 },
              status: { readyReplicas: 1 },
            },
          ],
        }),
    },
    {
      name: 'list_services',
      answer: () =>
        inJson({
          items: [
            {
              metadata: { name: 'forgejo', namespace: 'apps' },
              spec: { type: 'NodePort', clusterIP: '10.96.0.7', ports: [{ port: 3000 }] },
            },
          ],
        }),
    },
    {
      name: 'list_events',
      answer: () =>
        inJson({
          items: [
            {
              metadata: { namespace: 'apps' },
              type: 'Warning',
              reason: 'Unhealthy',
              message: 'Readiness probe failed',
              involvedObject: { kind: 'Pod', name: 'runner-1' },
              lastTimestamp: '2026-11-21T11:50:00Z',
            },
          ],
        }),
    },
    {
      name: 'list_namespaces',
      answer: () =>
        inJson({ items: [{ metadata: { name: 'apps' } }, { metadata: { name: 'empty' } }] }),
    },
  ],
  world: {
    counts: {
      pod: 2,
      pending: 0,
      failed: 0,
      node: 2,
      deployment: 1,
      service: 1,
      event: 1,
      namespace: 2,
    },
    rows: ['forgejo', 'runner', 'lens-', 'Unhealthy', 'apps'],
    troubles: ['runner', 'Unhealthy', 'apps'],
  },
  items: [
    counts(2, 'pod', '3'),
    says(/K8s ! runner/, '3'),
    marks('runner-1', '3p'),
    counts(2, 'node', '3n'),
    lists(['runner 1/2'], '3w'),
    lists(['forgejo NodePort'], '3s'),
    marks('Unhealthy', '3e'),
    counts(2, 'namespace', '3d'),
    finds('forgejo-0', /Pod forgejo-0\nRunning, ready 1\/1, ns apps\nRestarts 3, node lens-1/),
    says(/runner/, 'home'),
  ],
};
