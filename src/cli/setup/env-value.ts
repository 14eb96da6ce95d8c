import { err, ok, type Result } from '../../core/result.ts';

const MAX_CHARACTERS = 4096;

/** Control characters, half emoji, and what nobody sees: it came along with a copy. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What is against one line of text as a value, whatever it is meant for. */
export function checkLine(line: string): Result<string, string> {
  if (/[\r\n]/.test(line)) return err('has more than one line');
  if (line.length > MAX_CHARACTERS) return err(`is longer than ${MAX_CHARACTERS} characters`);
  const value = line.trim();
  return UNSEEN.test(value) ? err('has characters in it that cannot be seen') : ok(value);
}

/**
 * A value as it stands in `.env`. Node, compose and `docker run --env-file` read it alike without
 * quotes: Node ends it at a `#`, compose fills in a `$`, docker would keep the quotes.
 */
export function writeValue(value: string): Result<string, string> {
  if (!/[$#]|^['"`]/.test(value)) return ok(value);
  if (!/['\\]/.test(value)) return ok(`'${value}'`);
  return err("cannot be written down for everyone who reads .env: it has ' or \\ beside # or $");
}

/** Whether `docker run --env-file` would take the quotes around it for a part of it. */
export const needsQuotes = (value: string): boolean => /[$#]|^['"`]/.test(value);
