import { toPlain } from '../sms/plain.ts';
import type { Mask } from './mask.ts';

const LONGEST = 4000;
const LEFT_OUT = '[line left out]';

const ASKS = '(?:text|reply|send|say|write|type|answer|enter|respond|antworte|schreibe?|sende?)';
const CARRIER = 'STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO';

/** What only the relay may say: ask for a code, or for nobody's sake for a word of the carrier. */
const NOT_ITS_TO_SAY: readonly RegExp[] = [
  new RegExp(`\\b${ASKS}\\b[^.!?]{0,40}?\\b[o0][\\W_]{0,3}k[\\W_]{0,5}\\d{4}`, 'gi'),
  /\b[o0][\W_]{0,3}k[\W_]{0,5}\d{4,6}\W{1,3}within\b/gi,
  /^[\W_]*[o0][\W_]{0,3}k[\W_]{0,5}\d{3,4}\W?\d{0,3}[\W_]*$/gim,
  /\bno to drop\b|\byour 6 digits\b/gi,
  new RegExp(
    `\\b(?:text|reply|send)(?:\\s+(?:back|with|only|just|the|word|me|us|a))*[\\s"'_>:-]+(?:${CARRIER})\\b(?!\\s+\\w)`,
    'gi',
  ),
  new RegExp(`\\b${inAnyCase(ASKS)}\\b[^.!?]{0,30}?(?:${CARRIER})(?![a-zA-Z])`, 'g'),
];

/** A part of a pattern in letters of either case; the engine's own `(?i:...)` was seen to forget it after a while. */
function inAnyCase(pattern: string): string {
  return pattern.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

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
  return NOT_ITS_TO_SAY.reduce(leaveOut, plain + cut)
    .replaceAll(/\n\s*\n/g, '\n')
    .trim();
}

/** Every line that has a part in it goes, and that it went is said. */
function leaveOut(text: string, pattern: RegExp): string {
  const touched = [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    from: text.lastIndexOf('\n', index) + 1,
    to: endOfLine(text, index + found.length),
  }));
  return touched.reduceRight(
    (left, { from, to }) => left.slice(0, from) + LEFT_OUT + left.slice(to),
    text,
  );
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
