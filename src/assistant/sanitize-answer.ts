import { toPlain } from '../sms/plain.ts';
import type { Mask } from './redact.ts';
import { leaveOutRelayWords } from './relay-words.ts';

const LONGEST = 4000;
/** The model's words as a phone can show them: no markup, no secrets, nothing in the relay's name. */
export function sayable(text: string, mask: Mask): string {
  const cut = text.length > LONGEST ? '\n(cut here)' : '';
  const unquoted = text
    .slice(0, LONGEST)
    .replaceAll(/^\s{0,9}```[^\n]*$/gm, '')
    .replaceAll('`', '');
  const plain = toPlain(mask(unquoted.toWellFormed()))
    .replaceAll(/^\s{0,9}#{1,6}\s+/gm, '')
    .replaceAll(/^(\s{0,9})\*\s+/gm, '$1- ')
    .replaceAll(/\*\*([^*\n]{1,300})\*\*|__([^_\n]{1,300})__/g, '$1$2')
    .replaceAll(/\[([^[\]\n]{1,200})\]\((https?:\/\/[^)\s]{1,300})\)/g, '$1 ($2)');
  return leaveOutRelayWords(plain + cut)
    .replaceAll(/\n\s*\n/g, '\n')
    .trim();
}
