import { err, ok, type Result } from '../../core/result.ts';
import { BACKSLASH, createJsonCounter, type Excess, isStructure, QUOTE } from './json-limits.ts';

/** Parses untrusted JSON: its values are counted first. */
export function parseJson(text: string): Result<unknown, Excess | 'not JSON'> {
  const excess = excessOf(text);
  if (excess) return err(excess);
  try {
    return ok<unknown>(JSON.parse(text));
  } catch {
    return err('not JSON');
  }
}

function excessOf(text: string): Excess | undefined {
  const count = createJsonCounter();
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (isStructure(code)) {
      const excess = count(code);
      if (excess) return excess;
    }
  }
  return undefined;
}

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
