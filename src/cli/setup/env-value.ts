import { err, ok, type Result } from '../../core/result.ts';

const MAX_LENGTH = 4096;

/** Control characters, lone surrogates and invisible characters, which are copied by accident. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Checks one line of text as a value of any variable. */
export function checkLine(line: string): Result<string, string> {
  if (/[\r\n]/.test(line)) return err('has more than one line');
  if (line.length > MAX_LENGTH) return err(`is longer than ${MAX_LENGTH} characters`);
  const value = line.trim();
  return INVISIBLE.test(value) ? err('contains invisible characters') : ok(value);
}

/**
 * Formats a value for `.env`. Node, compose and `docker run --env-file` agree only on values without quotes, `#` and `$`:
 * Node ends a value at a `#`, compose expands a `$`, docker keeps the quotes.
 */
export function writeValue(value: string): Result<string, string> {
  if (!/[$#]|^['"`]/.test(value)) return ok(value);
  if (!/['\\]/.test(value)) return ok(`'${value}'`);
  return err("cannot be written to .env for all its readers: it has ' or \\ as well as # or $");
}

/** Returns true for a value that is written in quotes, which `docker run --env-file` keeps as a part of it. */
export const needsQuotes = (value: string): boolean => /[$#]|^['"`]/.test(value);
