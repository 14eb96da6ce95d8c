import { randomBytes } from 'node:crypto';
import type { Mask } from './mask.ts';

const MOST_CHARACTERS = 6000;

/** What controls a terminal or cannot be seen, direction marks and hidden tags included. */
const UNSEEN = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu;

/** What a tool found, as something to be read and never obeyed: bounded, masked and fenced. */
export type Fence = (source: string, text: string) => string;

/** Nobody outside can know how this question's fence ends. */
export function createFence(mask: Mask): Fence {
  const nonce = randomBytes(6).toString('hex');
  return (source, text) => {
    const clean = mask(text.slice(0, 4 * MOST_CHARACTERS).replaceAll(UNSEEN, ' '));
    const cut = clean.length > MOST_CHARACTERS || text.length > 4 * MOST_CHARACTERS;
    const kept = clean.slice(0, MOST_CHARACTERS).replaceAll(nonce, '');
    const end = cut ? '\n(cut here: there is more)' : '';
    return `<data-${nonce} from="${source}">\n${kept}${end}\n</data-${nonce}>`;
  };
}
