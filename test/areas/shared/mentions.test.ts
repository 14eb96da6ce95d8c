import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMentioned } from '../../../src/areas/shared/mentions.ts';

const thing = (name: string, shortName?: string) => ({
  name,
  text: name,
  opens: { screen: 'x', subject: name },
  ...(shortName !== undefined && { shortName }),
});

const HOUSE = [
  ...['plex', 'plex-meta-manager', 'home-assistant', 'the', 'is', 'Büro-PC', '192.168.1.36', 'nas'],
  ...["Anna's iPhone", 'my.plex', 'ha', 'up'],
].map((name) => thing(name));
const POD = thing('kino-6b9c8d7f5-w4t2z', 'kino');

test.for<readonly [string, readonly string[]]>([
  ['is plex up?', ['plex']],
  ['plex?', ['plex']],
  ['is the plex meta manager running', ['plex-meta-manager']],
  ['PLEX_META_MANAGER crashed!', ['plex-meta-manager']],
  ['why is homeassistant slow', ['home-assistant']],
  ['is (home - assistant) up', ['home-assistant']],
  ['how is buro pc', ['Büro-PC']],
  ['is annas iphone at home', ["Anna's iPhone"]],
  ['who is 192.168.1.36?', ['192.168.1.36']],
  ['who is 192.168.13.6?', []],
  ['is my.plex. ok', ['my.plex']],
  ['is the nas, or ha, up', ['nas']],
  ['is ha up', ['ha']],
  ['how is kino', [POD.name]],
  ['is the up', []],
  ['nasty plexus', []],
  ['is everything ok', []],
  ['', []],
  ['?', []],
])('%j names %j', ([text, names]) => {
  expect(findMentioned([...HOUSE, POD], text).map(({ name }) => name)).toEqual(names);
});

test('several things of one name are all found', () => {
  expect(findMentioned([thing('plex'), thing('Plex'), thing('nas')], 'is plex up')).toHaveLength(2);
});

test('any text over any names names only what stands in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 20 }),
      (text, names) => {
        const found = findMentioned(
          names.map((name) => thing(name)),
          text,
        );
        for (const { name } of found) {
          const bare = (it: string) =>
            it
              .normalize('NFKD')
              .toLowerCase()
              .replaceAll(/[^\p{L}\p{N}]/gu, '');
          expect(bare(text)).toContain(bare(name));
        }
      },
    ),
  );
});
