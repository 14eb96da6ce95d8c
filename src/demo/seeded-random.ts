/** The same words give the same number in 0..1, always: chance without memory. */
export function seededRandom(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join('/')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A name's random ending, as Kubernetes gives its pods. */
export const ending = (length: number, ...words: readonly (string | number)[]): string =>
  Array.from({ length }, (_, place) =>
    LETTERS.charAt(Math.floor(seededRandom(...words, place) * LETTERS.length)),
  ).join('');
