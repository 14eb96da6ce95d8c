import { err, ok, type Result } from '../../core/result.ts';

/** Every answer of a home is far below this; to parse so many values takes a tenth of a second at most. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 64;

/** Why a text holds no data. */
type NoJson = 'not JSON' | 'too many values' | 'nested too deeply';

/**
 * Parses JSON that anybody may have written. Its values and levels are counted first: the parser
 * takes megabytes of brackets too, for most of a second, and hands on what no recursion survives.
 */
export function parseJson(text: string): Result<unknown, NoJson> {
  const excess = excessOf(text);
  if (excess) return err(excess);
  try {
    return ok<unknown>(JSON.parse(text));
  } catch {
    return err('not JSON');
  }
}

/** Counts commas, brackets and braces outside of strings: there is one of them before each value. */
function excessOf(text: string): NoJson | undefined {
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case BRACKET:
      case BRACE:
        values += 1;
        depth += 1;
        if (depth > MAX_DEPTH) return 'nested too deeply';
        break;
      case BRACKET_END:
      case BRACE_END:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
    }
    if (values > MAX_VALUES) return 'too many values';
  }
  return undefined;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Returns where the quote is that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
  return slashes % 2 === 1;
}
