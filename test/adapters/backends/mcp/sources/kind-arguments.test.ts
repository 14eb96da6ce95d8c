import { describe, expect, test } from 'vitest';
import { type Answer, FAILS, phone, takes } from './phone-with-tools.ts';

const POD = { namespace: 'media', name: 'plex-0', status: 'Running', ready: '1/1' };
const KIND = takes({ Kind: { type: 'string' } }, ['Kind']);

describe('a kind of which nobody says how it is spelt', () => {
  test.for<readonly [string, Answer]>([
    ['fails', ({ Kind }) => (Kind === 'Pod' ? [POD] : FAILS)],
    ['tells none', ({ Kind }) => (Kind === 'Pod' ? [POD] : [])],
  ])('is asked for in the singular once the plural %s', async ([, answer]) => {
    const { says, asked } = phone('k8s', { list_resources: [KIND, answer] });
    expect(await says('3p')).toContain('plex-0');
    const before = asked.length;
    await says('3p');
    expect(asked.slice(before).every(([, args]) => args['Kind'] === 'Pod')).toBe(true);
  });

  test('is not said to be absent', async () => {
    const { says, asked } = phone('k8s', { list_resources: [KIND, () => []] });
    const pods = await says('3p');
    expect(pods).toContain('? pods');
    expect(pods).not.toMatch(/no pods|\b0 pods/);
    expect(asked.map(([, { Kind }]) => Kind)).toEqual(expect.arrayContaining(['pods', 'Pod']));
  });

  test('is spelt as another kind is', async () => {
    const { says, asked } = phone('k8s', {
      list_resources: [
        { ...KIND, description: 'Lists resources of a kind, for example Deployment.' },
        ({ Kind }) => (Kind === 'Pod' ? [POD] : []),
      ],
    });
    expect(await says('3p')).toContain('plex-0');
    expect(asked[0]).toEqual(['list_resources', { Kind: 'Pod' }]);
  });
});

test('a tool that explains kinds is not asked for things of that kind', async () => {
  const { says, asked } = phone('k8s', {
    explain_resource: [takes({ resource: { type: 'string' } }, ['resource']), () => [POD]],
  });
  await says('3p');
  expect(asked).toEqual([]);
});

test('one kind of several is not all of them', async () => {
  const { says } = phone('proxmox', {
    list_resources: [
      takes({ type: { type: 'string', description: 'One of: vm, node' } }, ['type']),
      ({ type }) =>
        type === 'vm'
          ? [{ vmid: 1, name: 'plex', status: 'running' }]
          : [{ node: 'hv1', status: 'online' }],
    ],
  });
  expect(await says('2v')).toContain('1 VM, ? LXC');
});
