/** A cluster as its API server tells it, for tools that hand on whole objects. */
interface ClusterObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const born = '2026-11-20T09:00:00Z';
const meta = (name: string, namespace?: string) => ({
  name,
  uid: `uid-${namespace ?? ''}-${name}`,
  creationTimestamp: born,
  ...(namespace !== undefined && { namespace }),
});

const pod = (namespace: string, name: string, waiting?: string) => ({
  metadata: meta(name, namespace),
  spec: { nodeName: 'oak', containers: [{ name: 'main', image: 'registry.lan/app:1' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        ready: waiting === undefined,
        restartCount: waiting === undefined ? 0 : 12,
        state:
          waiting === undefined
            ? { running: { startedAt: born } }
            : { waiting: { reason: waiting } },
      },
    ],
  },
});

const deployment = (namespace: string, name: string, ready: number) => ({
  metadata: meta(name, namespace),
  spec: { replicas: 1, template: {} },
  status: { replicas: 1, readyReplicas: ready },
});

const node = (name: string, status: string) => ({
  metadata: meta(name),
  spec: { podCIDR: '10.42.0.0/24' },
  status: { conditions: [{ type: 'Ready', status }], nodeInfo: { kubeletVersion: 'v1.34.1' } },
});

export const OBJECTS = {
  pods: [pod('media', 'plex-0'), pod('home', 'dns-0', 'CrashLoopBackOff')],
  nodes: [node('oak', 'True'), node('elm', 'Unknown')],
  deployments: [deployment('media', 'plex', 1), deployment('home', 'dns', 0)],
  services: ['plex', 'dns'].map((name, at) => ({
    metadata: meta(name, at === 0 ? 'media' : 'home'),
    spec: { type: 'ClusterIP', clusterIP: '10.43.0.9', ports: [{ port: 53, protocol: 'TCP' }] },
  })),
  namespaces: ['media', 'home'].map((name) => ({
    metadata: meta(name),
    status: { phase: 'Active' },
  })),
  events: [
    {
      metadata: meta('dns-0.18a', 'home'),
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      involvedObject: { kind: 'Pod', name: 'dns-0', namespace: 'home' },
      count: 4,
      lastTimestamp: '2026-11-21T11:57:40Z',
    },
  ],
};

export type Plural = keyof typeof OBJECTS;

const KINDS: Readonly<Record<Plural, string>> = {
  ...{ pods: 'Pod', nodes: 'Node', deployments: 'Deployment', services: 'Service' },
  ...{ namespaces: 'Namespace', events: 'Event' },
};

export const kindOf = (plural: Plural): string => KINDS[plural];

export const isNamespaced = (plural: Plural): boolean =>
  plural !== 'nodes' && plural !== 'namespaces';

export const isPlural = (word: unknown): word is Plural =>
  typeof word === 'string' && Object.hasOwn(OBJECTS, word);

/** The things of one kind, in one namespace or in all. */
export const objectsOf = (plural: Plural, namespace?: unknown): readonly ClusterObject[] =>
  OBJECTS[plural].filter(
    ({ metadata }: ClusterObject) =>
      namespace === undefined ||
      metadata.namespace === undefined ||
      metadata.namespace === namespace,
  );

/** A list as the API server answers with it. */
export const listOf = (plural: Plural, items: readonly ClusterObject[]) => ({
  apiVersion: plural === 'deployments' ? 'apps/v1' : 'v1',
  kind: `${KINDS[plural]}List`,
  metadata: { resourceVersion: '918400' },
  items,
});
