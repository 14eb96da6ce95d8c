const FLAG = /([A-Za-z*]) - ([A-Za-z][\w -]{0,30})/g;

/** The words for the letters in front of what routers print. */
export type Flags = ReadonlyMap<string, string>;

/** Reads a legend of flags: `Flags: X - disabled, D - dynamic`. */
export const readFlags = (line: string): Flags =>
  new Map(
    [...line.matchAll(FLAG)].map(([, flag = '', word = '']) => [
      flag,
      word.trim().toLowerCase().replaceAll(' ', '-'),
    ]),
  );

/** Every flag of the legend is set or not. Flags without a legend say nothing. */
export const factsOfFlags = (set: string, flags: Flags): Record<string, string> =>
  Object.fromEntries([...flags].map(([flag, word]) => [word, String(set.includes(flag))]));
