import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../src/menu/edit-distance.ts';

test.for([
  ['plex', 'plex', 0],
  ['plx', 'plex', 1],
  ['pelx', 'plex', 1],
  ['plexx', 'plex', 1],
  ['flex', 'plex', 1],
  ['secuirty', 'security', 1],
  ['kuberntes', 'kubernetes', 1],
  ['nxtclod', 'nextcloud', 2],
  ['', 'ab', 2],
] as const)('%s is %s with %i letters wrong', ([typed, meant, distance]) => {
  expect(editDistance(typed, meant, 3)).toBe(distance);
});

test('words of very different length are not compared', () => {
  expect(editDistance('plex', 'plex-meta-manager', 2)).toBe(3);
});

test('it is the same from both sides, and never more than the longer word', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b, 9);
      expect(editDistance(b, a, 9)).toBe(distance);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance === 0).toBe(a === b);
    }),
  );
});
