/** Every answer of a home is far below these; to parse what is within them takes a tenth of a second at most. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 64;
const MAX_KEYS = 5000;

/** Why JSON is not parsed. */
export type Excess = 'too many values' | 'too many keys' | 'nested too deeply';

export const [QUOTE, BACKSLASH, NEW_LINE, RETURN] = [0x22, 0x5c, 0x0a, 0x0d];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];
const COMMA = 0x2c;

/** Takes the next character of JSON that is not inside of a string, and returns what there is too much of. */
export type JsonCounter = (code: number) => Excess | undefined;

/**
 * Counts values, keys and levels before anything is parsed: JSON.parse takes megabytes of brackets too, for most
 * of a second, and hands on what no recursion survives. There is a comma, a bracket or a brace before each value.
 */
export function createJsonCounter(): JsonCounter {
  /** The keys of the object at each level; a list has none. */
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

/** Whether a character is one of those that are counted, as most are not. */
export const isStructure = (code: number): boolean =>
  code === COMMA ||
  code === BRACKET ||
  code === BRACKET_END ||
  code === BRACE ||
  code === BRACE_END;
