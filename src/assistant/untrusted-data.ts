import { randomBytes } from 'node:crypto';
import type { Redact } from './redact.ts';

const MAX_CHARACTERS = 6000;

/** What controls a terminal or cannot be seen, direction marks and hidden tags included. */
const UNSEEN = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What a tool found, as something to be read and never obeyed: bounded, masked and fenced. */
export type UntrustedWrapper = (source: string, text: string) => string;

/** Nobody outside can know how this question's fence ends. */
export function createUntrustedWrapper(mask: Redact): UntrustedWrapper {
  const nonce = randomBytes(6).toString('hex');
  return (source, text) => {
    const seen = text
      .slice(0, 4 * MAX_CHARACTERS)
      .normalize('NFKC')
      .replaceAll(UNSEEN, '');
    const clean = mask(seen).replaceAll(nonce, '#');
    const isCut = clean.length > MAX_CHARACTERS || text.length > 4 * MAX_CHARACTERS;
    const kept = clean.slice(0, MAX_CHARACTERS).toWellFormed();
    const end = isCut ? '\n(cut here: there is more)' : '';
    return `<data-${nonce} from="${source}">\n${kept}${end}\n</data-${nonce}>`;
  };
}
