import { expect, test } from 'vitest';
import { normalise, pathOf } from '../../src/menu/commands.ts';

test.for([
  [' Menu. ', 'menu'],
  ['PVE   VMs', 'pve vms'],
  ['?', '?'],
  ['+', '+'],
  ['2V', '2v'],
  ['...', '...'],
  ['', ''],
  ['1)', '1'],
  ['(3)', '3'],
  ['[1]', '1'],
  ['1.', '1'],
  ['1\uFE0F\u20E3', '1'],
  ['2) Proxmox', '2 proxmox'],
  ['D)etails', 'details'],
  ['V)Ms', 'vms'],
  ['B)ack', 'back'],
  ['X) Power off', 'power off'],
  ['network?', 'network'],
  ['what\u2019s down?!', "what's down"],
  ['\u00BFqu\u00E9 tal?', 'qu\u00E9 tal'],
  ['plex \u{1F44D}\u{1F3FB}', 'plex'],
  ['\u{1F44D}', '\u{1F44D}'],
  ['??', '??'],
  ['!', '!'],
  ['"plex"', 'plex'],
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
