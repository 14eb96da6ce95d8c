import { admits, counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { failing, inJson, text } from '../unknown-server.ts';

/** Kubernetes in YAML-ish text, with a context to choose. */
const PODS = `pods:
  - name: sabnzbd-0
    ns: dl
    state: Running
    containers_ready: 1/1
  - name: prowlarr-0
    ns: dl
    state: Error
    containers_ready: 0/1
`;

export const stevedore: Stranger = {
  product: 'stevedore',
  area: 'k8s',
  habit: 'required arguments',
  tools: [
    { name: 'list_contexts', answer: () => inJson({ contexts: ['homelab'], current: 'homelab' }) },
    {
      name: 'show_pods',
      properties: { context: { type: 'string' }, all: { type: 'boolean', default: true } },
      required: ['context'],
      answer: ({ context }) =>
        context === 'homelab' ? text(PODS) : failing(`context ${String(context)} does not exist`),
    },
    {
      name: 'show_nodes',
      properties: { context: { type: 'string' } },
      required: ['context'],
      answer: ({ context }) =>
        context === 'homelab'
          ? text('dock-1: Ready (control-plane)\ndock-2: NotReady (worker)')
          : failing('context'),
    },
    {
      name: 'show_workloads',
      properties: { context: { type: 'string' } },
      required: ['context'],
      answer: () => failing('502 Bad Gateway'),
    },
    { name: 'show_degraded_workloads', answer: () => inJson({ workloads: [] }) },
    {
      name: 'show_svcs',
      answer: () =>
        inJson({ svcs: [{ svc_name: 'sabnzbd', svc_namespace: 'dl', svc_type: 'ClusterIP' }] }),
    },
  ],
  world: {
    counts: {
      pod: 2,
      pending: 0,
      failed: 1,
      node: 2,
      service: 1,
      namespace: 1,
      deployment: 2,
      event: 3,
    },
    rows: ['sabnzbd', 'prowlarr', 'dock-'],
    troubles: ['prowlarr', 'dock-2', 'dl'],
  },
  items: [
    counts(2, 'pod', '3'),
    counts(1, 'failed', '3'),
    says(/! dock-2 not ready/, '3', { habit: 'prose' }),
    counts(2, 'pod', '3p'),
    marks('prowlarr', '3p'),
    counts(2, 'node', '3n', { habit: 'prose' }),
    lists(['sabnzbd ClusterIP'], '3s', { habit: 'other nouns' }),
    admits('deployment', '3w', { habit: 'failing tool' }),
    finds('prowlarr-0', /Pod prowlarr-0\nError/),
  ],
};
