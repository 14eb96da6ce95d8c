import { toPlain } from '../sms/plain.ts';

const MAX_LENGTH = 40;

/** One word that is nobody's sentence: `plex`, `AP-Attic`, `10.0.0.5`. */
const PLAIN_WORD = /^(?=.*[A-Za-z])[A-Za-z0-9._-]+$/;

/** `OK`, however it is spelt, is what a code follows in the relay's own questions. */
const OK_WORD = /(?:(?<![a-z0-9])|text)[o0][\W_]{0,3}k(?![a-z])/i;
const LONG_NUMBER = /\d(?:[\W_]{0,2}\d){3,}/g;

/**
 * A name as the relay's own questions show it. Names come from the house and may be anybody's words: at most 40 plain characters
 * of one line, in quotes unless they are one plain word, and never with what looks like a code to text.
 */
export function quoteName(name: string): string {
  const line = toPlain(name.slice(0, 4 * MAX_LENGTH).toWellFormed())
    .replaceAll(/\s+/g, ' ')
    .replaceAll('"', "'")
    .trim();
  const safe = OK_WORD.test(line) ? line.replaceAll(LONG_NUMBER, '#') : line;
  const short = safe.length > MAX_LENGTH ? `${safe.slice(0, MAX_LENGTH - 3)}...` : safe;
  return PLAIN_WORD.test(short) ? short : `"${short || '?'}"`;
}
