const isWide = process.env['HOSTILE'] === 'wide';

/** A gate looks at half of what is the same but for its words, a newcomer's machine at a sixth. */
const STRIDE = process.env['CI'] ? 2 : 6;

/** The share of many similar cases that there is time for; all of them with `HOSTILE=wide`. */
export const shareOf = <T>(cases: readonly T[]): readonly T[] =>
  isWide ? cases : cases.filter((_, index) => index % STRIDE === 0);
