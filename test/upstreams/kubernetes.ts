import { createDeployments } from './kubernetes-deployments.ts';
import { createPods, type FakePod, printAge, type Rollout } from './kubernetes-pods.ts';
import { type Certificate, type Heard, type Said, serve, type Upstream } from './serve.ts';

export const KUBE_TOKEN = 'kube-token';

interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Pods that are well, beside the two that are not. */
  readonly pods?: number;
  readonly hasMetrics?: boolean;
  /** Everything is well. */
  readonly isCalm?: boolean;
  /** Whether the account may change anything. */
  readonly mayAct?: boolean;
  /** What becomes of a restart or a deletion. */
  readonly rollout?: Rollout;
}

/** One object, as itself and as a row of the table that kubectl prints. */
interface Thing {
  readonly object: {
    readonly metadata: {
      readonly name: string;
      readonly namespace?: string;
      readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
  };
  readonly cells: readonly unknown[];
}

interface Kind {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly things: readonly Thing[];
}

/** A Kubernetes API server: two nodes, one of them not ready, and pods in pages. */
export function startKubernetes(
  {
    now,
    pods: web = 3,
    hasMetrics = true,
    isCalm = false,
    mayAct = true,
    rollout = 'replaces',
  }: World,
  certificate?: Certificate,
): Promise<Upstream> {
  const iso = (secondsAgo: number) => new Date(now() - secondsAgo * 1000).toISOString();
  const metadata = (name: string, namespace?: string) => ({
    name,
    ...(namespace !== undefined && { namespace }),
    uid: `uid-of-${name}`,
    resourceVersion: '1',
    creationTimestamp: iso(90_000).replace(/\.\d+Z/, 'Z'),
  });

  const pods = createPods(now, { web, isCalm, rollout });

  function pod({ name, namespace, uid, createdAt, ...it }: FakePod): Thing {
    const { status, ready, restarts, node } = it;
    const [up, all] = ready;
    const app = name.split('-')[0] ?? name;
    const state = status === 'CrashLoopBackOff' ? { waiting: { reason: status } } : { running: {} };
    const sidecar = { name: 'sidecar', ready: true, restartCount: 0, state: { running: {} } };
    const main = { name: app, ready: up === all, restartCount: restarts, state };
    return {
      object: {
        metadata: {
          ...metadata(name, namespace),
          uid,
          creationTimestamp: new Date(createdAt).toISOString().replace(/\.\d+Z/, 'Z'),
        },
        spec: { nodeName: node, containers: [{ name: 'sidecar' }, { name: app }] },
        status: {
          phase: node === undefined ? 'Pending' : 'Running',
          ...(node !== undefined && { containerStatuses: [sidecar, main] }),
        },
      },
      cells: [
        name,
        `${up}/${all}`,
        status,
        restarts > 0 ? `${restarts} (2m ago)` : '0',
        printAge((now() - createdAt) / 1000),
        '10.42.0.9',
        node ?? '<none>',
      ],
    };
  }

  function node(name: string, isReady: boolean): Thing {
    const labels = isReady ? { 'node-role.kubernetes.io/control-plane': 'true' } : {};
    return {
      object: {
        metadata: { ...metadata(name), labels },
        status: {
          allocatable: { cpu: '4', memory: '8131308Ki' },
          conditions: [{ type: 'Ready', status: isReady ? 'True' : 'Unknown' }],
          nodeInfo: { kubeletVersion: 'v1.32.6+k3s1' },
        },
      },
      cells: [
        name,
        isReady ? 'Ready' : 'NotReady',
        isReady ? 'control-plane' : '<none>',
        '231d',
        'v1.32.6+k3s1',
      ],
    };
  }

  const ports = '80:30080/TCP,443:30443/TCP';
  const crash = {
    metadata: metadata('sonarr.17d', 'media'),
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    involvedObject: { kind: 'Pod', namespace: 'media', name: 'sonarr-6b9c8d7f5-w4t2z' },
    lastTimestamp: iso(120).replace(/\.\d+Z/, 'Z'),
    count: 412,
  };

  const kinds: Readonly<Record<string, Kind>> = {
    pods: {
      kind: 'Pod',
      columns: ['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP', 'Node'],
      get things() {
        return pods.list().map(pod);
      },
    },
    nodes: {
      kind: 'Node',
      columns: ['Name', 'Status', 'Roles', 'Age', 'Version'],
      things: [node('k3s-1', true), node('k3s-2', isCalm)],
    },
    services: {
      kind: 'Service',
      columns: ['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)'],
      things: [
        {
          object: { metadata: metadata('traefik', 'kube-system') },
          cells: ['traefik', 'LoadBalancer', '10.43.11.5', '192.168.1.240', ports],
        },
      ],
    },
    events: {
      kind: 'Event',
      columns: ['Last Seen', 'Type', 'Reason', 'Object', 'Message'],
      things: [{ object: crash, cells: ['2m', crash.type, crash.reason, 'pod', crash.message] }],
    },
    namespaces: {
      kind: 'Namespace',
      columns: ['Name', 'Status'],
      things: ['default', 'media', 'apps', 'empty-ns'].map((name) => ({
        object: { metadata: metadata(name), status: { phase: 'Active' } },
        cells: [name, 'Active'],
      })),
    },
  };

  function list({ kind, columns, things }: Kind, { query, headers }: Heard): Said {
    const start = Number(query.get('continue') ?? 0);
    const end = start + (Number(query.get('limit')) || things.length);
    const page = things.slice(start, end);
    const about = { resourceVersion: '1', ...(end < things.length && { continue: String(end) }) };
    if (!headers.accept?.includes('as=Table')) {
      const items = page.map(({ object }) => ({ apiVersion: 'v1', kind, ...object }));
      return { json: { kind: `${kind}List`, apiVersion: 'v1', metadata: about, items } };
    }
    const columnDefinitions = columns.map((name) => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: 0,
    }));
    const rows = page.map(({ cells, object }) => ({
      cells,
      object: { kind, apiVersion: 'v1', ...object },
    }));
    const table = { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: about };
    return { json: { ...table, columnDefinitions, rows } };
  }

  function inCore(path: string, heard: Heard): Said {
    const [, namespace, name = '', item, part] =
      /^\/api\/v1(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ??
      [];
    const kind = kinds[name];
    if (!kind) return missing;
    const things = kind.things.filter(
      ({ object }) => namespace === undefined || object.metadata.namespace === namespace,
    );
    if (item === undefined) return list({ ...kind, things }, heard);
    const found = things.find(({ object }) => object.metadata.name === item);
    if (!found) return missing;
    if (heard.method === 'DELETE') {
      pods.remove(item);
      return { json: { apiVersion: 'v1', kind: kind.kind, ...found.object } };
    }
    const container = heard.query.get('container') ?? item.split('-')[0];
    if (part === 'log') {
      return { text: `${iso(9)} starting ${container}\n${iso(5)} no database\n` };
    }
    return { json: { apiVersion: 'v1', kind: kind.kind, ...found.object } };
  }

  const missing: Said = {
    status: 404,
    json: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 },
  };

  const metrics = {
    kind: 'NodeMetricsList',
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {},
    items: [
      {
        metadata: metadata('k3s-1'),
        timestamp: iso(15).replace(/\.\d+Z/, 'Z'),
        window: '20s',
        usage: { cpu: '312m', memory: '2094Mi' },
      },
    ],
  };

  const apps = createDeployments(metadata, pods, rollout);
  const fixed: Readonly<Record<string, unknown>> = {
    ...discovery(kinds, hasMetrics),
    ...(hasMetrics && { '/apis/metrics.k8s.io/v1beta1/nodes': metrics }),
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews': {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      status: { allowed: mayAct },
    },
  };

  return serve((heard) => {
    if (heard.headers.authorization !== `Bearer ${KUBE_TOKEN}`) {
      return { status: 401, json: { kind: 'Status', code: 401 } };
    }
    if (heard.path.startsWith('/apis/apps/v1/')) return apps(heard) ?? missing;
    const json = fixed[heard.path];
    if (json === undefined) return inCore(heard.path, heard);
    return { status: heard.method === 'POST' ? 201 : 200, json };
  }, certificate);
}

/** What a client asks first: which kinds of things there are. */
function discovery(kinds: Readonly<Record<string, Kind>>, hasMetrics: boolean) {
  const verbs = ['get', 'list', 'watch'];
  const resource = (name: string, kind: string, namespaced: boolean) => ({
    name,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs,
  });
  const group = (name: string, version: string) => {
    const it = { groupVersion: `${name}/${version}`, version };
    return { name, versions: [it], preferredVersion: it };
  };
  const resourceList = { kind: 'APIResourceList', apiVersion: 'v1' };
  const groups = [
    group('apps', 'v1'),
    group('authorization.k8s.io', 'v1'),
    ...(hasMetrics ? [group('metrics.k8s.io', 'v1beta1')] : []),
  ];
  return {
    '/version': { major: '1', minor: '32', gitVersion: 'v1.32.6+k3s1' },
    '/api': { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] },
    '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups },
    '/api/v1': {
      ...resourceList,
      groupVersion: 'v1',
      resources: Object.entries(kinds).map(([name, { kind }]) =>
        resource(name, kind, kind !== 'Node' && kind !== 'Namespace'),
      ),
    },
    '/apis/apps/v1': {
      ...resourceList,
      groupVersion: 'apps/v1',
      resources: [
        resource('deployments', 'Deployment', true),
        {
          ...resource('deployments/scale', 'Scale', true),
          group: 'autoscaling',
          version: 'v1',
          verbs: ['get', 'patch', 'update'],
        },
      ],
    },
    '/apis/authorization.k8s.io/v1': {
      ...resourceList,
      groupVersion: 'authorization.k8s.io/v1',
      resources: [resource('selfsubjectaccessreviews', 'SelfSubjectAccessReview', false)],
    },
    '/apis/metrics.k8s.io/v1beta1': {
      ...resourceList,
      groupVersion: 'metrics.k8s.io/v1beta1',
      resources: [resource('nodes', 'NodeMetrics', false)],
    },
  };
}
