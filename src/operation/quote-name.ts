import { toPlain } from '../sms/plain.ts';

const MAX_LENGTH = 40;

/** A single word that cannot be read as a sentence: `plex`, `AP-Attic`, `10.0.0.5`. */
const PLAIN_WORD = /^(?=.*[A-Za-z])[A-Za-z0-9._-]+$/;

/** `OK` in any spelling: in the relay's own questions a code follows it. */
const OK_WORD = /(?:(?<![a-z0-9])|text)[o0][\W_]{0,3}k(?![a-z])/i;
const LONG_NUMBER = /\d(?:[\W_]{0,2}\d){3,}/g;

/**
 * Formats a name for the relay's own questions. Names come from the homelab and may be chosen by an attacker: at most 40 plain
 * characters of one line, in quotes unless they are one plain word, and never with anything that looks like a code to text.
 */
export function quoteName(name: string): string {
  const line = toPlainLine(name.slice(0, 4 * MAX_LENGTH)).replaceAll('"', "'");
  const safe = hideCodes(line);
  const short = safe.length > MAX_LENGTH ? `${safe.slice(0, MAX_LENGTH - 3)}...` : safe;
  return PLAIN_WORD.test(short) ? short : `"${short || '?'}"`;
}

/** Replaces the long numbers of a line that contains an `OK`, which could be read as a request for a code. */
export const hideCodes = (line: string): string =>
  OK_WORD.test(line) ? line.replaceAll(LONG_NUMBER, '#') : line;

/** Converts any text to one line of plain characters. */
export const toPlainLine = (text: string): string =>
  toPlain(text.toWellFormed()).replaceAll(/\s+/g, ' ').trim();
