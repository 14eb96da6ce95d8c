import { describe, expect, test } from 'vitest';
import {
  isNamespaced,
  isPlural,
  kindOf,
  listOf,
  OBJECTS,
  objectsOf,
  type Plural,
} from './cluster-objects.ts';
import { type Answer, type Args, FAILS, phone, takes } from './phone-with-tools.ts';

const failing = (words: string) => `Error: ${words}`;
const string = { type: 'string' };
const of = (description: string) => ({ ...string, description });

/** Texts every word that opens a list of the cluster, and returns the replies. */
async function readAll(says: (text: string) => Promise<string | undefined>): Promise<string> {
  const texts: unknown[] = [];
  for (const text of ['3', '3p', '3n', '3w', '3s', '3e', 'plex-0']) texts.push(await says(text));
  return texts.join('\n');
}

const WHOLE = [
  'K8s ! ',
  '2 pods',
  '! dns-0',
  'plex-0',
  '2 nodes',
  '! elm',
  '2 deployments',
  'dns 0/1',
  '2 services',
  'BackOff Pod/dns-0',
  'Pod plex-0',
];

const expectWhole = (read: string): void => {
  for (const words of WHOLE) expect(read).toContain(words);
  expect(read).not.toContain('maybe not all');
};

describe('one tool that needs a kind, a name and a namespace', () => {
  const NEEDS = ['resource', 'name', 'namespace'];
  const untyped = Object.fromEntries(NEEDS.map((name) => [name, { title: name }]));
  const get: Answer = ({ resource, name, namespace }) => {
    if (!isPlural(resource)) return `Error: resource '${String(resource)}' not found`;
    if (name !== '') return FAILS;
    return listOf(resource, objectsOf(resource, namespace === '' ? undefined : namespace));
  };

  test.for([
    'Get any object as JSON. Pass name="" to list the collection and namespace="" for all namespaces.\n\n:param resource: The resource type (e.g., pods, deployments).',
    'Returns objects.\n\nArgs:\n    resource: the kind, such as pods\n    name (str): leave empty to list all\n    namespace: leave empty for all namespaces',
    'Returns an object. An empty name lists all of them. An empty namespace stands for all namespaces. Kinds: pods, services.',
  ])('is asked for the list as its description says: %s', async (description) => {
    const { says } = phone('k8s', {
      cluster_get: [{ description, ...takes(untyped, NEEDS) }, get],
    });
    expectWhole(await readAll(says));
  });

  test('is not asked where nothing says that a name may be empty', async () => {
    const { says, asked } = phone('k8s', {
      cluster_get: [{ description: 'Get any object.', ...takes(untyped, NEEDS) }, get],
    });
    await says('3p');
    expect(asked).toEqual([]);
  });
});

describe('one tool that wants to know whether a kind has namespaces', () => {
  const properties = {
    resource_type: of('Type of resource to list (clustered or namespaced)'),
    group: of('API group (e.g., apps)'),
    version: of('API version (e.g., v1)'),
    resource: of('Resource name (e.g., deployments, services)'),
    namespace: of('Namespace (required for namespaced resources)'),
  };
  const complaintOf = (
    { resource_type: type, group = '', version, namespace }: Args,
    kind: Plural,
  ) => {
    const wanted = isNamespaced(kind) ? 'namespaced' : 'clustered';
    if (type !== wanted) return `Invalid resource_type: ${String(type)}`;
    if (isNamespaced(kind) && !namespace) return 'namespace is required';
    const isRight = version === 'v1' && (kind === 'deployments') === (group === 'apps');
    return isRight ? undefined : 'the server could not find the requested resource';
  };
  const objects = (args: Args) => {
    const { resource, namespace } = args;
    if (!isPlural(resource)) return failing('the server could not find the requested resource');
    const complaint = complaintOf(args, resource);
    return complaint === undefined ? objectsOf(resource, namespace) : failing(complaint);
  };
  const list: Answer = (args) => {
    const found = objects(args);
    return typeof found === 'string' || !isPlural(args['resource'])
      ? found
      : listOf(args['resource'], found);
  };
  const listBare: Answer = (args) => {
    const found = objects(args);
    const { resource } = args;
    if (typeof found === 'string' || !isPlural(resource)) return found;
    return listOf(
      resource,
      found.map(({ metadata }) => ({ kind: kindOf(resource), metadata })),
    );
  };
  const get: Answer = (args) => {
    const found = objects(args);
    if (typeof found === 'string') return found;
    return found.find(({ metadata }) => metadata.name === args['name']) ?? failing('not found');
  };
  const needs = ['resource_type', 'version', 'resource'];

  test('is told, namespace by namespace', async () => {
    const { says } = phone('k8s', { list_resources: [takes(properties, needs), list] });
    expectWhole(await readAll(says));
  });

  test('tells no state where it lists names only', async () => {
    const { says } = phone('k8s', { list_resources: [takes(properties, needs), listBare] });
    expect(await says('3p')).toMatch(/2 pods[\s\S]*plex-0/);
    expect(await says('3s')).toMatch(/2 services[\s\S]*dns/);
    const read = await readAll(says);
    expect(read).not.toMatch(/\bOK\.|[01]\/1|Running|! |0 failed/);
  });

  test('that lists names only is helped out by another that tells of one', async () => {
    const named = { ...properties, name: of('Name of the resource to get') };
    const { says, asked } = phone('k8s', {
      list_resources: [takes(properties, needs), listBare],
      get_resource: [takes(named, [...needs, 'name']), get],
    });
    expectWhole(await readAll(says));
    expect(asked).toContainEqual([
      'get_resource',
      {
        resource_type: 'namespaced',
        version: 'v1',
        resource: 'pods',
        namespace: 'media',
        name: 'plex-0',
      },
    ]);
  });

  test('is helped out ten times at most, and the rest has no state', async () => {
    const many = Array.from({ length: 12 }, (_, at) => ({
      metadata: { name: `web-${at}`, namespace: 'media' },
    }));
    const kind = takes({ kind: string }, ['kind']);
    const { says, asked } = phone('k8s', {
      list_objects: [
        kind,
        ({ kind: it }) => (it === 'pods' ? { kind: 'PodList', items: many } : FAILS),
      ],
      get_object: [
        takes({ kind: string, name: string }, ['kind', 'name']),
        ({ name }) => ({
          metadata: { name, namespace: 'media' },
          spec: { containers: [] },
          status: { phase: 'Running' },
        }),
      ],
    });
    expect(await says('3p')).toContain('12 pods');
    expect(asked.filter(([name]) => name === 'get_object')).toHaveLength(10);
  });
});

describe('one tool whose kinds only a refusal names', () => {
  const list: Answer = ({ type }) => {
    const plural = Object.keys(OBJECTS).find((it) => isPlural(it) && `${kindOf(it)}s` === type);
    if (!isPlural(plural)) {
      return failing(
        `unsupported type "${String(type)}". Supported: Pods, Nodes, Services, Deployments, Events, Namespaces`,
      );
    }
    return listOf(plural, objectsOf(plural));
  };

  test('is asked again by the name that it knows', async () => {
    const { says } = phone('k8s', { list_objects: [takes({ type: string }, ['type']), list] });
    expectWhole(await readAll(says));
  });
});

describe('a generic tool may answer', () => {
  const schema = takes({ kind: of('e.g. Pod, Node, Service') }, ['kind']);
  const pods: Readonly<Record<string, string>> = {
    'in columns of kubectl':
      'NAMESPACE   NAME     READY   STATUS             RESTARTS   AGE\nmedia       plex-0   1/1     Running            0          1d\nhome        dns-0    0/1     CrashLoopBackOff   12         1d',
    'with a table': JSON.stringify({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      columnDefinitions: ['Name', 'Ready', 'Status', 'Restarts', 'Age'].map((name) => ({
        name,
        type: 'string',
      })),
      rows: [
        {
          cells: ['plex-0', '1/1', 'Running', 0, '1d'],
          object: { metadata: { name: 'plex-0', namespace: 'media' } },
        },
        {
          cells: ['dns-0', '0/1', 'CrashLoopBackOff', 12, '1d'],
          object: { metadata: { name: 'dns-0', namespace: 'home' } },
        },
      ],
    }),
    'in YAML': `apiVersion: v1
kind: PodList
metadata:
  resourceVersion: "918400"
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: plex-0
    namespace: media
  spec:
    nodeName: oak
    containers:
    - name: main
      image: registry.lan/app:1
  status:
    phase: Running
    containerStatuses:
    - name: main
      ready: true
      restartCount: 0
      state:
        running:
          startedAt: "2026-11-20T09:00:00Z"
- apiVersion: v1
  kind: Pod
  metadata:
    name: dns-0
    namespace: home
  spec:
    containers:
    - name: main
  status:
    phase: Running
    containerStatuses:
    - name: main
      ready: false
      restartCount: 12
      state:
        waiting:
          reason: CrashLoopBackOff
`,
    'in YAML documents': `---
apiVersion: v1
kind: Pod
metadata:
  name: plex-0
  namespace: media
spec:
  containers:
  - name: main
status:
  phase: Running
  containerStatuses:
  - name: main
    ready: true
    restartCount: 0
---
apiVersion: v1
kind: Pod
metadata:
  name: dns-0
  namespace: home
spec:
  containers:
  - name: main
status:
  phase: Running
  containerStatuses:
  - name: main
    ready: false
    restartCount: 12
    state:
      waiting:
        reason: CrashLoopBackOff
`,
  };

  test.for(Object.entries(pods))('%s', async ([, answer]) => {
    const { says } = phone('k8s', {
      list_resources: [schema, ({ kind }) => (kind === 'Pod' ? answer : FAILS)],
    });
    const read = await says('3p');
    expect(read).toContain('2 pods');
    expect(read).toMatch(/! (?:home\/)?dns-0/);
    expect(read).toContain('plex-0');
  });
});

test('what uses most of a node is no list of pods', async () => {
  const { says, asked } = phone('k8s', {
    kube_top_pods: () => FAILS,
    list_things: [takes({ kind: string }, ['kind']), () => listOf('pods', objectsOf('pods'))],
  });
  expect(await says('3p')).toContain('2 pods');
  expect(asked.map(([name]) => name)).not.toContain('kube_top_pods');
});
