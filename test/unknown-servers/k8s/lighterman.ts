import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { failing, inJson } from '../unknown-server.ts';

const meta = (name: string, namespace?: string) => ({
  name,
  uid: `${namespace ?? 'all'}-${name}`,
  ...(namespace !== undefined && { namespace }),
});
const pod = (namespace: string, name: string, ready: boolean) => ({
  metadata: meta(name, namespace),
  spec: { nodeName: 'wharf', containers: [{ name: 'main' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        ready,
        restartCount: ready ? 0 : 9,
        state: ready ? { running: {} } : { waiting: { reason: 'ImagePullBackOff' } },
      },
    ],
  },
});
const node = (name: string, status: string) => ({
  metadata: meta(name),
  status: { conditions: [{ type: 'Ready', status }] },
});

const KINDS = {
  pods: [
    pod('papers', 'mayan-0', true),
    pod('papers', 'tika-0', false),
    pod('chat', 'conduit-0', true),
  ],
  nodes: [node('wharf', 'True'), node('jetty', 'Unknown')],
  namespaces: ['papers', 'chat'].map((name) => ({ metadata: meta(name) })),
  services: [
    {
      metadata: meta('mayan', 'papers'),
      spec: { type: 'NodePort', clusterIP: '10.43.1.1', ports: [{ port: 8000 }] },
    },
  ],
  deployments: [],
  events: [],
};
const SINGULAR: Readonly<Record<keyof typeof KINDS, string>> = {
  ...{ pods: 'Pod', nodes: 'Node', namespaces: 'Namespace', services: 'Service' },
  ...{ deployments: 'Deployment', events: 'Event' },
};

const isKind = (word: unknown): word is keyof typeof KINDS =>
  typeof word === 'string' && Object.hasOwn(KINDS, word);

function found({ scope, plural, namespace }: Readonly<Record<string, unknown>>) {
  if (!isKind(plural)) return undefined;
  const isOfCluster = plural === 'nodes' || plural === 'namespaces';
  if (scope !== (isOfCluster ? 'cluster' : 'namespaced')) return undefined;
  const all: readonly {
    readonly metadata: { readonly namespace?: string; readonly name: string };
  }[] = KINDS[plural];
  return isOfCluster ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
}

const WHERE = {
  scope: { type: 'string', description: 'cluster or namespaced' },
  version: { type: 'string', description: 'Version of the API' },
  resource: { type: 'string', description: 'Resource, e.g. pods' },
  namespace: { type: 'string', description: 'Namespace (required for namespaced resources)' },
};
const NEEDED = ['scope', 'version', 'resource'];

/** Two tools for every kind of thing: one lists names, the other tells of one. */
export const lighterman: Stranger = {
  product: 'lighterman',
  area: 'k8s',
  habit: 'required arguments',
  tools: [
    {
      name: 'list_any',
      description: 'List things of the cluster.',
      properties: WHERE,
      required: NEEDED,
      answer: (args) => {
        const { resource: plural } = args;
        const things = found({ ...args, plural });
        if (!things || !isKind(plural)) return failing('no such resource');
        const kind = SINGULAR[plural];
        return inJson({
          kind: `${kind}List`,
          items: things.map(({ metadata }) => ({ kind, metadata })),
        });
      },
    },
    {
      name: 'get_any',
      description: 'Get one thing of the cluster.',
      properties: { ...WHERE, name: { type: 'string' } },
      required: [...NEEDED, 'name'],
      answer: (args) => {
        const things = found({ ...args, plural: args['resource'] });
        const thing = things?.find(({ metadata }) => metadata.name === args['name']);
        return thing ? inJson(thing) : failing('not found');
      },
    },
    { name: 'apply_any', answer: () => inJson({ ok: true }), isOffLimits: true },
  ],
  world: {
    counts: {
      pod: 3,
      pending: 0,
      failed: 1,
      node: 2,
      service: 1,
      namespace: 2,
      deployment: 0,
      event: 0,
    },
    rows: ['mayan', 'tika-0', 'conduit-0', 'wharf', 'jetty', 'papers', 'chat'],
    troubles: ['tika-0', 'jetty', 'papers'],
  },
  items: [
    counts(3, 'pod', '3'),
    says(/1 (?:pod )?failed|tika-0 ImagePull/, '3', { about: 'failed' }),
    lists(['mayan-0', 'tika-0', 'conduit-0'], '3p'),
    marks('tika-0', '3p'),
    counts(2, 'node', '3n'),
    marks('jetty', '3n'),
    counts(1, 'service', '3s'),
    finds('conduit-0', /Pod conduit-0/),
  ],
};
