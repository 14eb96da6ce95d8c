import { randomBytes } from 'node:crypto';
import type { Mask } from './redact.ts';

const MOST_CHARACTERS = 6000;

/** What controls a terminal or cannot be seen, direction marks and hidden tags included. */
const UNSEEN = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What a tool found, as something to be read and never obeyed: bounded, masked and fenced. */
export type Fence = (source: string, text: string) => string;

/** Nobody outside can know how this question's fence ends. */
export function createFence(mask: Mask): Fence {
  const nonce = randomBytes(6).toString('hex');
  return (source, text) => {
    const seen = text
      .slice(0, 4 * MOST_CHARACTERS)
      .normalize('NFKC')
      .replaceAll(UNSEEN, '');
    const clean = mask(seen).replaceAll(nonce, '#');
    const isCut = clean.length > MOST_CHARACTERS || text.length > 4 * MOST_CHARACTERS;
    const kept = clean.slice(0, MOST_CHARACTERS).toWellFormed();
    const end = isCut ? '\n(cut here: there is more)' : '';
    return `<data-${nonce} from="${source}">\n${kept}${end}\n</data-${nonce}>`;
  };
}
