import { randomBytes } from 'node:crypto';
import type { Redact } from './redact.ts';

const MAX_CHARACTERS = 6000;

/** Control and invisible characters, direction marks and hidden tags included. */
const INVISIBLE = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Wraps the result of a tool as data that is no instruction: truncated, redacted, and between markers. */
export type UntrustedWrapper = (source: string, text: string) => string;

/** Creates a wrapper with a random tag, which makes the end marker unpredictable, so that tool output cannot close it. */
export function createUntrustedWrapper(redact: Redact): UntrustedWrapper {
  const nonce = randomBytes(6).toString('hex');
  return (source, text) => {
    const seen = text
      .slice(0, 4 * MAX_CHARACTERS)
      .normalize('NFKC')
      .replaceAll(INVISIBLE, '');
    const clean = redact(seen).replaceAll(nonce, '#');
    const isCut = clean.length > MAX_CHARACTERS || text.length > 4 * MAX_CHARACTERS;
    const kept = clean.slice(0, MAX_CHARACTERS).toWellFormed();
    const end = isCut ? '\n(cut here: there is more)' : '';
    return `<data-${nonce} from="${source}">\n${kept}${end}\n</data-${nonce}>`;
  };
}
