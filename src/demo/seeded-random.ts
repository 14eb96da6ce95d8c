/** Returns a pseudo-random number in 0..1 that is always the same for the same words. */
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

/** Returns a random ending for a name, as Kubernetes gives to pods. */
export const ending = (length: number, ...words: readonly (string | number)[]): string =>
  Array.from({ length }, (_, place) =>
    LETTERS.charAt(Math.floor(seededRandom(...words, place) * LETTERS.length)),
  ).join('');
