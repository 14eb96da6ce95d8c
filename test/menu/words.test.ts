import { expect, test } from 'vitest';
import { normalise, pathOf } from '../../src/menu/words.ts';

test.for([
  [' Menu. ', 'menu'],
  ['PVE   VMs', 'pve vms'],
  ['?', '?'],
  ['+', '+'],
  ['2V', '2v'],
  ['...', '...'],
  ['', ''],
] as const)('%j means %j', ([typed, meant]) => {
  expect(normalise(typed)).toBe(meant);
});

test.for([
  ['2v', ['2', 'v']],
  ['2v13', ['2', 'v', '13']],
  ['pve vms', ['pve', 'vms']],
  ['plex', ['plex']],
  ['k8s', ['k8s']],
] as const)('%j is the path %j', ([words, path]) => {
  expect(pathOf(words)).toEqual(path);
});
