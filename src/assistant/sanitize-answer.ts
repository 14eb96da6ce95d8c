import { toPlain } from '../sms/plain.ts';
import type { Redact } from './redact.ts';
import { leaveOutRelayWords } from './relay-words.ts';

const MAX_LENGTH = 4000;

/** Cleans the model's answer for a phone: no markup, no secrets, no text in the relay's name. */
export function sanitizeAnswer(text: string, redact: Redact): string {
  const cut = text.length > MAX_LENGTH ? '\n(cut here)' : '';
  const unquoted = text
    .slice(0, MAX_LENGTH)
    .replaceAll(/^\s{0,9}```[^\n]*$/gm, '')
    .replaceAll('`', '');
  const plain = toPlain(redact(unquoted.toWellFormed()))
    .replaceAll(/^\s{0,9}#{1,6}\s+/gm, '')
    .replaceAll(/^(\s{0,9})\*\s+/gm, '$1- ')
    .replaceAll(/\*\*([^*\n]{1,300})\*\*|__([^_\n]{1,300})__/g, '$1$2')
    .replaceAll(/\[([^[\]\n]{1,200})\]\((https?:\/\/[^)\s]{1,300})\)/g, '$1 ($2)');
  return leaveOutRelayWords(plain + cut)
    .replaceAll(/\n\s*\n/g, '\n')
    .trim();
}
