import { expect, test } from 'vitest';
import { entriesOf } from '../../../src/areas/k8s/search-entries.ts';
import { toKnownEntries } from '../../../src/areas/shared/area.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';
import { emptyInventory } from '../../support/inventory.ts';

const pod = (name: string, status = 'Running', namespace = 'media') => ({
  name,
  namespace,
  status,
});

test('a cron job stays known by the name of its latest run, however often it runs', async () => {
  const clock = new FakeClock();
  const inventory = emptyInventory(clock);
  for (let run = 0; run < 500; run += 1) {
    clock.advance(5 * MINUTE);
    const runs = [run, run + 1, run + 2].map((it) => `restic-${29_000_000 + it}-x2x4b`);
    const pods = [pod('plex-0'), ...runs.map((name) => pod(name, 'Completed'))];
    await inventory.see('k8s', toKnownEntries(entriesOf({ pods })));
  }
  expect(inventory.known('k8s').map(({ name }) => name)).toEqual([
    'plex-0',
    'restic-29000501-x2x4b',
    'media',
  ]);
});

test('cron jobs of one name in two namespaces are two, and so are two pods of a deployment', () => {
  const pods = [
    pod('restic-29000000-x2x4b', 'Completed', 'a'),
    pod('restic-29000000-x2x4b', 'Completed', 'b'),
    pod('kino-6b9c8d7f5-w4t2z'),
    pod('kino-6b9c8d7f5-bcdfg'),
  ];
  expect(toKnownEntries(entriesOf({ pods })).map(({ subject }) => subject)).toEqual([
    'k8s/pod/a/restic',
    'k8s/pod/b/restic',
    'k8s/pod/media/kino-6b9c8d7f5-w4t2z',
    'k8s/pod/media/kino-6b9c8d7f5-bcdfg',
    'k8s/namespace/a',
    'k8s/namespace/b',
    'k8s/namespace/media',
  ]);
});
