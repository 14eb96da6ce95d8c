import { type Heard, type Said, serve, type Upstream } from './serve.ts';

export const KUBE_TOKEN = 'kube-token';

interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pods?: number;
  readonly hasMetrics?: boolean;
}

const HEADINGS = ['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP', 'Node'];

interface PodPlan {
  readonly name: string;
  readonly namespace: string;
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
  readonly node: string;
}

const running = (n: number): PodPlan => ({
  name: `web-${n}`,
  namespace: 'default',
  ready: '1/1',
  status: 'Running',
  restarts: '0',
  node: 'k3s-1',
});

const TROUBLED: readonly PodPlan[] = [
  {
    name: 'sonarr-6b9c8d7f5-w4t2z',
    namespace: 'media',
    ready: '0/1',
    status: 'CrashLoopBackOff',
    restarts: '17 (2m ago)',
    node: 'k3s-1',
  },
  {
    name: 'qbittorrent-0',
    namespace: 'media',
    ready: '0/1',
    status: 'Pending',
    restarts: '0',
    node: '<none>',
  },
];

/** A Kubernetes API server: two nodes, one of them not ready, and pods in pages. */
export function startKubernetes({ now, pods = 3, hasMetrics = true }: World): Promise<Upstream> {
  const iso = (secondsAgo: number) => new Date(now() - secondsAgo * 1000).toISOString();
  const plans = [...TROUBLED, ...Array.from({ length: pods }, (_, n) => running(n))];
  const node = (name: string, isReady: boolean) => ({
    metadata: { name, labels: isReady ? { 'node-role.kubernetes.io/control-plane': 'true' } : {} },
    status: {
      allocatable: { cpu: '4', memory: '8131308Ki' },
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'Unknown' }],
      nodeInfo: { kubeletVersion: 'v1.32.6+k3s1' },
    },
  });

  function podTable(query: URLSearchParams): Said {
    const start = Number(query.get('continue') ?? 0);
    const end = start + Number(query.get('limit'));
    const rows = plans.slice(start, end).map((pod) => ({
      cells: [pod.name, pod.ready, pod.status, pod.restarts, '25h', '10.42.0.9', pod.node],
      object: { metadata: { name: pod.name, namespace: pod.namespace } },
    }));
    const metadata = end < plans.length ? { continue: String(end) } : {};
    const columnDefinitions = HEADINGS.map((name) => ({ name, type: 'string' }));
    return { json: { kind: 'Table', metadata, columnDefinitions, rows } };
  }

  const event = {
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    involvedObject: { kind: 'Pod', namespace: 'media', name: 'sonarr-6b9c8d7f5-w4t2z' },
    lastTimestamp: iso(120),
    count: 412,
  };
  const service = {
    cells: ['traefik', 'LoadBalancer', '10.43.11.5', '192.168.1.240', '80:30080/TCP,443:30443/TCP'],
    object: { metadata: { namespace: 'kube-system' } },
  };
  const serviceHeadings = ['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)'];

  const containers = [{ name: 'sidecar' }, { name: 'sonarr' }];
  const containerStatuses = [
    { name: 'sidecar', ready: true },
    { name: 'sonarr', ready: false },
  ];
  const usage = { cpu: '312m', memory: '2094Mi' };
  const routes: Readonly<Record<string, unknown>> = {
    '/api/v1/nodes': { items: [node('k3s-1', true), node('k3s-2', false)] },
    '/api/v1/events': { items: [event] },
    '/api/v1/services': {
      kind: 'Table',
      columnDefinitions: serviceHeadings.map((name) => ({ name })),
      rows: [service],
    },
    '/api/v1/namespaces/media/pods/sonarr-6b9c8d7f5-w4t2z': {
      spec: { containers },
      status: { containerStatuses },
    },
    ...(hasMetrics && {
      '/apis/metrics.k8s.io/v1beta1/nodes': { items: [{ metadata: { name: 'k3s-1' }, usage }] },
    }),
  };

  function answer({ path, query }: Heard): Said {
    if (path === '/api/v1/pods') return podTable(query);
    if (path in routes) return { json: routes[path] };
    if (!path.endsWith('/log')) return { status: 404, json: { kind: 'Status', code: 404 } };
    return { text: `${iso(9)} starting ${query.get('container')}\n${iso(5)} no database\n` };
  }

  return serve((heard) =>
    heard.headers.authorization === `Bearer ${KUBE_TOKEN}`
      ? answer(heard)
      : { status: 401, json: { kind: 'Status', code: 401 } },
  );
}
