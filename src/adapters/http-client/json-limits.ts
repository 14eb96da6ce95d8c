/** Every answer of a home is far below these limits; parsing an answer within them takes 0.1 s at most. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 64;
const MAX_KEYS = 5000;

/** The limit that JSON exceeds, for which it is not parsed. */
export type Excess = 'too many values' | 'too many keys' | 'nested too deeply';

export const [QUOTE, BACKSLASH, NEW_LINE, RETURN] = [0x22, 0x5c, 0x0a, 0x0d];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];
const COMMA = 0x2c;

/** Takes the next character of JSON outside strings; returns the limit it exceeds, if any. */
export type JsonCounter = (code: number) => Excess | undefined;

/**
 * Counts values, keys and levels before anything is parsed: JSON.parse accepts megabytes of brackets too, takes most
 * of a second, and returns data too deep for any recursion. A comma, a bracket or a brace precedes each value.
 */
export function createJsonCounter(): JsonCounter {
  /** The number of keys of the object at each level; undefined for a list. */
  const keys: (number | undefined)[] = [];
  let values = 0;

  function count(): Excess | undefined {
    values += 1;
    return values > MAX_VALUES ? 'too many values' : undefined;
  }

  function open(isObject: boolean): Excess | undefined {
    keys.push(isObject ? 0 : undefined);
    return keys.length > MAX_DEPTH ? 'nested too deeply' : count();
  }

  function next(): Excess | undefined {
    const here = keys.pop();
    keys.push(here === undefined ? undefined : here + 1);
    return here !== undefined && here >= MAX_KEYS ? 'too many keys' : count();
  }

  return (code) => {
    switch (code) {
      case BRACE:
      case BRACKET:
        return open(code === BRACE);
      case COMMA:
        return next();
      case BRACE_END:
      case BRACKET_END:
        keys.pop();
        return undefined;
      default:
        return undefined;
    }
  };
}

/** Returns whether a character is one of the few that are counted. */
export const isStructure = (code: number): boolean =>
  code === COMMA ||
  code === BRACKET ||
  code === BRACKET_END ||
  code === BRACE ||
  code === BRACE_END;
