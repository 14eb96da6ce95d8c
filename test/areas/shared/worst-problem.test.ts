import { expect, test } from 'vitest';
import type { Area } from '../../../src/areas/shared/area.ts';
import type { Problem } from '../../../src/operation/problem.ts';
import { converse } from '../../support/conversation.ts';
import { FakeHome } from '../../support/fake-areas.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const problem = (severity: Problem['severity'], opens: Problem['opens']): Problem => ({
  ...{ subject: 'a/b', name: 'b', state: 'broken', severity, opens },
});
const GUEST = problem('critical', { screen: 'proxmox.guest', subject: '105' });
const POD = problem('warning', { screen: 'k8s.pod', subject: 'media/plex-0' });

/** A conversation over a house with these problems in Kubernetes and in Proxmox. */
function house(k8s: readonly Problem[], proxmox: readonly Problem[]) {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  const problems = new Map([
    ['k8s', k8s],
    ['proxmox', proxmox],
  ]);
  const areas: readonly Area[] = home.areas.map((area) => ({
    ...area,
    problems: () => problems.get(area.info.name) ?? [],
  }));
  return { ...converse(areas, clock), home, clock };
}

test.for<readonly [string, readonly Problem[], readonly Problem[], RegExp]>([
  ['the worst of all areas', [POD], [GUEST], /^! b broken\nVM 105 jellyfin\n/],
  ['the only one', [POD], [], /^! b broken\nPod plex-0\n/],
  ['the first of several', [POD, GUEST], [], /^! b broken\nVM 105/],
  ['home when nothing is wrong', [], [], /^OK\. Net 47/],
])('! opens %s', async ([, k8s, proxmox, expected]) => {
  const { says } = house(k8s, proxmox);
  expect(await says('!')).toMatch(expected);
  await says('3p');
  expect(await says(' ! ')).toMatch(expected);
});

test('! says once what the screen begins with anyway', async () => {
  const opens = { screen: 'proxmox.node', subject: 'pve2' };
  const { says, home } = house(
    [],
    [{ ...problem('critical', opens), name: 'pve2', state: 'down' }],
  );
  home.nodes = [{ name: 'pve2', online: false }];
  expect(await says('!')).toBe('! pve2 down\nB)ack');
});

test('back from the worst leads where the person was', async () => {
  const { says } = house([], [GUEST]);
  await says('2v');
  await says('!');
  expect(await says('b')).toContain('2 VMs');
});

test('a hung backend holds ! up for no longer than a moment', async () => {
  const { says, home, clock } = house([], []);
  home.isSilent = true;
  const answer = says('!');
  await clock.elapse(1500);
  expect(await answer).toMatch(/\? for help$/);
});

test('? tells of !', async () => {
  const { says } = house([], []);
  expect(await says('?')).toContain('! the worst');
});
