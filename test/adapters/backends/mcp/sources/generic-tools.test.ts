import { describe, expect, test } from 'vitest';
import { type Answer, type Args, FAILS, phone, takes } from './phone-with-tools.ts';

const pod = (namespace: string, name: string) => ({
  namespace,
  name,
  status: 'Running',
  ready: '1/1',
});
const PODS = [pod('media', 'plex-0'), pod('home', 'dns-0')];
const NAMESPACES = [{ name: 'media' }, { name: 'home' }];
const string = { type: 'string' };

/** Lists any kind of thing in one namespace; an empty one is `default`. */
const anyKind: Answer = ({ kind, namespace }) => {
  if (kind === 'Namespace') return namespace === '' ? NAMESPACES : FAILS;
  return kind === 'Pod' ? PODS.filter((it) => it.namespace === namespace) : FAILS;
};

describe('one tool for all kinds of things', () => {
  const schema = takes({ kind: string, namespace: string }, ['kind', 'namespace']);

  test.for(['resource list', 'resources: list', 'resources.list', 'list-resources'])(
    'is asked under the name of %s, namespace by namespace',
    async (name) => {
      const { says } = phone('k8s', { [name]: [schema, anyKind] });
      const pods = await says('3p');
      expect(pods).toContain('K8s: 2 pods');
      expect(pods).toContain('plex-0');
      expect(pods).not.toContain('maybe not all');
    },
  );

  test('is not asked under a name that makes or changes one', async () => {
    const { says, asked } = phone('k8s', {
      'resource create or list': [schema, anyKind],
      'resource\nlist': [schema, anyKind],
    });
    await says('3p');
    expect(asked).toEqual([]);
  });

  test('is told the version of what it lists', async () => {
    const { says, asked } = phone('k8s', {
      list_resources: [
        takes({ apiVersion: string, kind: string }, ['apiVersion', 'kind']),
        ({ apiVersion, kind }) =>
          kind === 'Deployment' && apiVersion === 'apps/v1'
            ? [{ namespace: 'media', name: 'plex', ready: '1/1' }]
            : FAILS,
      ],
    });
    expect(await says('3w')).toContain('1 deployment');
    expect(asked.map(([, args]) => args)).toContainEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    });
  });

  test('is asked for an empty namespace where no tool lists them, and that is maybe not all', async () => {
    const { says } = phone('k8s', {
      list_pods: [takes({ namespace: string }, ['namespace']), () => PODS],
    });
    expect(await says('3p')).toContain('maybe not all');
  });
});

describe('all namespaces at once are asked for', () => {
  test.for<readonly [description: string, word: string]>([
    ["Namespace, use 'all' for all namespaces", 'all'],
    ['The namespace ("*" means every namespace)', '*'],
    ['Empty string for all namespaces', ''],
    ['Lists all namespaces if left blank', ''],
  ])('as a description says: %s', async ([description, word]) => {
    const { says, asked } = phone('k8s', {
      list_pods: [takes({ namespace: { ...string, description } }, ['namespace']), () => PODS],
    });
    const pods = await says('3p');
    expect(pods).toContain('2 pods');
    expect(pods).not.toContain('maybe not all');
    expect(asked[0]?.[1]).toEqual({ namespace: word });
  });

  test('one by one where a description says that left out it is one of them', async () => {
    const description = 'Namespace to list (defaults to the current namespace)';
    const { says } = phone('k8s', {
      list_namespaces: () => NAMESPACES,
      list_pods: [
        takes({ namespace: { ...string, description } }),
        ({ namespace = 'media' }) => PODS.filter((it) => it.namespace === namespace),
      ],
    });
    expect(await says('3p')).toContain('2 pods');
  });
});

describe('a context', () => {
  const CONTEXTS = [{ name: 'old' }, { name: 'house', current: true }];
  const needs = takes({ context: string }, ['context']);
  const pods: Answer = ({ context }) => (context === 'house' ? PODS : FAILS);

  test('is the one in use, by the tool that lists them', async () => {
    const { says, asked } = phone('k8s', {
      list_namespaces: [{ description: 'List namespaces of a context.' }, () => NAMESPACES],
      list_contexts: () => CONTEXTS,
      list_pods: [needs, pods],
    });
    const answer = await says('3p');
    expect(answer).toContain('2 pods');
    expect(answer).not.toContain('no answer');
    const contexts = asked.filter(([name]) => name === 'list_pods').map(([, args]) => args);
    expect(contexts).toEqual([{ context: 'house' }]);
  });

  test('is the only one that a tool tells without a list', async () => {
    const { says } = phone('k8s', {
      list_contexts: () => ({ name: 'house' }),
      list_pods: [needs, pods],
    });
    expect(await says('3p')).toContain('2 pods');
  });
});

describe('the kinds of one list', () => {
  const KINDS = { enum: ['container', 'virtual-machine'] };
  const GUESTS = [
    { name: 'dns', type: 'container', status: 'Running', location: 'oak' },
    { name: 'desk', type: 'virtual-machine', status: 'Stopped', location: 'oak' },
  ];
  const byType = ({ type }: Args): unknown =>
    type === undefined ? GUESTS : GUESTS.filter((it) => it.type === type);

  test.for<readonly [string, Parameters<typeof takes>]>([
    ['no filter', [{ type: KINDS }]],
    ['no filter, which may be null', [{ type: { anyOf: [KINDS, { type: 'null' }] } }]],
    ['each in turn', [{ type: KINDS }, ['type']]],
    ['each in turn, where one is the default', [{ type: { ...KINDS, default: 'container' } }]],
  ])('as the values of an argument: %s', async ([, schema]) => {
    const { says } = phone('proxmox', { list_instances: [takes(...schema), byType] });
    const guests = await says('2');
    expect(guests).toContain('1 VM, 1 LXC');
    expect(guests).not.toContain('maybe not all');
  });

  test('and a word for all of them', async () => {
    const device_type = { enum: ['all', 'ap', 'switch', 'gateway'], default: 'all' };
    const { asked, says } = phone('network', {
      list_devices: [takes({ device_type }), () => [{ name: 'ap-attic', type: 'ap', state: 1 }]],
    });
    await says('1d');
    expect(asked).toContainEqual(['list_devices', { device_type: 'all' }]);
    expect(asked).not.toContainEqual(['list_devices', { device_type: 'ap' }]);
  });

  test('in a definition that a schema refers to', async () => {
    const { says } = phone('proxmox', {
      list_instances: [
        {
          inputSchema: {
            properties: { type: { $ref: '#/$defs/Kind' } },
            required: ['type'],
            $defs: { Kind: KINDS },
          },
        },
        byType,
      ],
    });
    expect(await says('2')).toContain('1 VM, 1 LXC');
  });

  test('that a description names are maybe not all kinds', async () => {
    const gear = [
      { name: 'ap-attic', type: 'uap', state: 1 },
      { name: 'sw-rack', type: 'usw', state: 1 },
    ];
    const { says } = phone('network', {
      list_devices_by_type: [
        {
          description: 'Filter devices by type (uap, usw, ugw).',
          ...takes({ device_type: string }, ['device_type']),
        },
        ({ device_type }) => gear.filter(({ type }) => type === device_type),
      ],
    });
    const answer = await says('1d');
    expect(answer).toContain('ap-attic');
    expect(answer).toContain('no source for gateways');
  });
});

test('of a required rating every value is asked for', async () => {
  const { says } = phone('security', {
    list_alerts: [
      takes({ severity: { enum: ['high', 'low'] } }, ['severity']),
      ({ severity }) => [{ id: 1, message: `a ${String(severity)} thing`, severity }],
    ],
  });
  const alerts = await says('4a');
  expect(alerts).toContain('2 alerts');
  expect(alerts).toContain('a high thing');
});

describe('a search', () => {
  const NODES = [{ name: 'hv1', status: 'online' }];

  test('for nothing is maybe not all', async () => {
    const { says, asked } = phone('proxmox', {
      search_nodes: [takes({ query: string }, ['query']), () => NODES],
    });
    expect(await says('2n')).toContain('maybe not all');
    expect(asked[0]).toEqual(['search_nodes', { query: '' }]);
  });

  test('that needs no term is all of it where it counts as many as it tells', async () => {
    const { says } = phone('proxmox', { nodes_search: () => ({ nodes: NODES, total: 1 }) });
    expect(await says('2n')).not.toContain('maybe not all');
    const some = phone('proxmox', { nodes_search: () => ({ nodes: NODES }) });
    expect(await some.says('2n')).toContain('maybe not all');
    const none = phone('proxmox', { nodes_search: () => ({ nodes: [], total: 0 }) });
    expect(await none.says('2n')).not.toMatch(/no nodes|\b0 nodes/);
  });
});

test('what is asked about comes from no tool that lists some of them', async () => {
  const { says, asked } = phone('network', {
    get_device_details: [
      takes({ device_id: string }, ['device_id']),
      () => ({ name: 'new-ap', type: 'uap', state: 4 }),
    ],
    list_pending_devices: () => [{ id: 'd9', name: 'new-ap' }],
  });
  expect(await says('1d')).not.toContain('new-ap');
  expect(asked.map(([name]) => name)).not.toContain('list_pending_devices');
});
