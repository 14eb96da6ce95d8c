import { counts, finds, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const PAGE = 40;

const PODS = Array.from({ length: 83 }, (_, index) => ({
  name: index === 77 ? 'backup-agent-77' : `pod-${index}`,
  namespace: `team-${index % 4}`,
  status: index === 60 ? 'CrashLoopBackOff' : 'Running',
  ready: index === 60 ? '0/1' : '1/1',
  restarts: index === 60 ? 44 : 0,
}));

/** Pods in pages, beside tools that find a part of them. */
export const podwatch: Stranger = {
  product: 'podwatch',
  area: 'k8s',
  habit: 'pages',
  tools: [
    {
      name: 'get_pods',
      properties: { continue_token: { type: 'string' }, namespace: { type: 'string' } },
      answer: ({ continue_token: token }) => {
        const start = Number(token ?? 0);
        const isMore = start + PAGE < PODS.length;
        return inJson({
          pods: PODS.slice(start, start + PAGE),
          truncated: isMore,
          total: PODS.length,
          ...(isMore && { continue_token: String(start + PAGE) }),
        });
      },
    },
    { name: 'find_crashloop_pods', answer: () => inJson({ pods: [PODS[60]], count: 1 }) },
    { name: 'list_pending_pods', answer: () => inJson({ pods: [], count: 0 }) },
    { name: 'list_pods_without_limits', answer: () => inJson({ pods: PODS.slice(0, 9) }) },
    {
      name: 'list_nodes',
      answer: () =>
        inJson({
          nodes: [
            { name: 'wn1', ready: true },
            { name: 'wn2', ready: false },
          ],
        }),
    },
    { name: 'list_events', answer: () => inJson({ events: [], total: 0 }) },
    { name: 'list_failed_deployments', answer: () => inJson({ deployments: [] }) },
  ],
  world: {
    counts: { pod: 83, pending: 0, failed: 1, node: 2, event: 0, deployment: 6, namespace: 4 },
    rows: [...PODS.map(({ name }) => name), 'wn1', 'wn2', 'team-'],
    troubles: ['pod-60', 'wn2', 'team-0'],
  },
  items: [
    counts(83, 'pod', '3'),
    counts(1, 'failed', '3'),
    marks('pod-60', '3'),
    counts(83, 'pod', '3p', { habit: 'narrower tools' }),
    marks('pod-60', '3p'),
    counts(2, 'node', '3n'),
    marks('wn2', '3n'),
    says(/K8s: no events/, '3e', { habit: 'empty but whole', about: 'event' }),
    finds('backup-agent-77', /Pod backup-agent-77/),
    counts(4, 'namespace', '3d'),
  ],
};
