import { expect, test } from 'vitest';
import { findNearMisses } from '../../src/menu/near-misses.ts';

const words = ['pods', 'nodes', 'node', 'ns', 'network', 'restart', 'block', 'who is home'];
const names = ['nextcloud', 'plex', 'kids-ipad', 'home-assistant', 'truenas', 'annas-iphone'];

const offered = (text: string): readonly string[] =>
  findNearMisses(text, { words, names }).map((miss) => miss.text);

test.for<readonly [string, readonly string[]]>([
  ['nextclod', ['nextcloud']],
  ['plx', ['plex']],
  ['netwrok', ['network']],
  ['restrat plex', ['restart plex']],
  ['restart nextclod', ['restart nextcloud']],
  ['block kids-ipd', ['block kids-ipad']],
  ['home asistant', ['home-assistant']],
  ['i think the nextclod thing is a bit slow', ['nextcloud']],
  ['annas phone', ['annas-iphone']],
  // Other words, not misspelt ones.
  ['plex', []],
  ['note', []],
  ['nas', []],
  ['flex', []],
  ['why is home slow', []],
  ['plexiglass', []],
  ['q', []],
  ['', []],
  ['x'.repeat(2000), []],
])('%j may mean %j', ([text, expected]) => {
  expect(offered(text)).toEqual(expected);
});

test('what is near several names offers three of them at most', () => {
  const guests = ['web-1', 'web-2', 'web-3', 'web-4'];
  expect(findNearMisses('webb-1', { words: [], names: guests })).toHaveLength(1);
  expect(findNearMisses('webb-9', { words: [], names: guests })).toHaveLength(0);
  expect(findNearMisses('web-0', { words: [], names: guests })).toHaveLength(3);
});
