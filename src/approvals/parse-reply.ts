import { isIP } from 'node:net';
import { toPlain } from '../sms/plain.ts';

/** A text as an answer to the question of a pending approval. */
export type ParsedReply =
  | {
      readonly is: 'code';
      readonly code: string;
      readonly second: string | undefined;
      /** True without OK: when no code is expected, the digits may mean something else. */
      readonly isBare: boolean;
    }
  /** `isPlain`: the text contains nothing else, so that it cannot mean anything else. */
  | { readonly is: 'no'; readonly isPlain: boolean }
  /** A request to end a lock; `digits` is `undefined` when there are not exactly six. */
  | { readonly is: 'unlock'; readonly digits: string | undefined }
  /** Refers to the question, but is no valid answer. It must not reach the menu or the assistant. */
  | { readonly is: 'unclear' };

const SIX_DIGITS = '(\\d{3})\\W?(\\d{3})';
const POLITE = '(?:\\W*(?:please|pls|thanks|thank you))?';
/** The relay's code comes first and the authenticator's second: nothing else distinguishes them. */
const CODE = new RegExp(`^(ok\\W{0,3})?${SIX_DIGITS}(?:\\W*${SIX_DIGITS})?${POLITE}\\W*$`);
const NO = /^(?:no|nope|nah|nein|drop|never ?mind|nvm|forget it|don't|dont|do not)\b/;
const PLAIN_NO = /^(?:no|nope|nah|nein|drop|no thanks|no thank you|drop it|no please)\W*$/;
const YES =
  /^(?:y|yes|yep|yeah|yup|sure|okay|ja|do it|go|go ahead|confirm|confirmed|please do)(?:\W+(?:please|do|it|now|go|ahead|thanks|that|ok))*\W*$/;
const UNLOCK = /^\W*unlock\b([^a-z]*)$/;
const ABOUT_A_CODE =
  /^\W*o\W{0,2}k\b|\bok(?:ay)?\W{0,5}\d{3,}|(?:\d\W?){4}\W{0,2}ok\b|^\W*(?:\d\W?){4,14}\W*$/;

const MAX_WORDS_OF_A_NO = 4;

/** Parses `OK 482153`, `ok 482 153 123 456.` and `no thanks`, including typographic variants that phones insert. */
export function parseReply(text: string): ParsedReply | undefined {
  const words = plainWords(text.slice(0, 200));
  const [isCode, ok, first, last, ...second] = CODE.exec(words) ?? [];
  if (isCode !== undefined) {
    const code = `${first}${last}`;
    return { is: 'code', code, second: second.join('') || undefined, isBare: ok === undefined };
  }
  if (NO.test(words) && words.split(/\s+/).length <= MAX_WORDS_OF_A_NO) {
    return { is: 'no', isPlain: PLAIN_NO.test(words) };
  }
  const [, rest] = UNLOCK.exec(words) ?? [];
  if (rest !== undefined) return { is: 'unlock', digits: /^\d{6}$/.exec(digitsOf(rest))?.[0] };
  if (isIP(words) > 0) return undefined;
  return ABOUT_A_CODE.test(words) || YES.test(words) ? { is: 'unclear' } : undefined;
}

/** Returns true for a text that may answer a question: one that refers to it, or contains a code. Nearly none does. */
export const mayBeReply = (text: string): boolean =>
  parseReply(text) !== undefined || mentions(text, () => true);

/** Returns true when a text contains the code, in any spelling. */
export function mentions(text: string, isCode: (digits: string) => boolean): boolean {
  const digits = digitsOf(plainWords(text));
  for (let at = 0; at + CODE_LENGTH <= digits.length; at += 1) {
    if (isCode(digits.slice(at, at + CODE_LENGTH))) return true;
  }
  return false;
}

const CODE_LENGTH = 6;

const plainWords = (text: string): string => toPlain(text.normalize('NFKC')).trim().toLowerCase();

const digitsOf = (words: string): string => words.replaceAll(/\D/g, '');
