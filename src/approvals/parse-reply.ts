import { isIP } from 'node:net';
import { toPlain } from '../sms/plain.ts';

/** What a text says to the question whether something shall be done. */
export type ParsedReply =
  | {
      readonly is: 'code';
      readonly code: string;
      readonly second: string | undefined;
      /** Without OK: it may be something else where nothing waits for a code. */
      readonly isBare: boolean;
    }
  /** `isPlain`: nothing else is said, so that it cannot be about anything else. */
  | { readonly is: 'no'; readonly isPlain: boolean }
  /** It shall end a lock; without digits when they are not six. */
  | { readonly is: 'unlock'; readonly digits: string | undefined }
  /** It means the question, but is no answer: nobody else should get to see it. */
  | { readonly is: 'unclear' };

const SIX_DIGITS = '(\\d{3})\\W?(\\d{3})';
/** The relay's code comes first and the authenticator's second: nothing else tells them apart. */
const POLITE = '(?:\\W*(?:please|pls|thanks|thank you))?';
const CODE = new RegExp(`^(ok\\W{0,3})?${SIX_DIGITS}(?:\\W*${SIX_DIGITS})?${POLITE}\\W*$`);
const NO = /^(?:no|nope|nah|nein|drop|never ?mind|nvm|forget it|don't|dont|do not)\b/;
const PLAIN_NO = /^(?:no|nope|nah|nein|drop|no thanks|no thank you|drop it|no please)\W*$/;
const YES =
  /^(?:y|yes|yep|yeah|yup|sure|okay|ja|do it|go|go ahead|confirm|confirmed|please do)(?:\W+(?:please|do|it|now|go|ahead|thanks|that|ok))*\W*$/;
const UNLOCK = /^\W*unlock\b([^a-z]*)$/;
const ABOUT_A_CODE =
  /^\W*o\W{0,2}k\b|\bok(?:ay)?\W{0,5}\d{3,}|(?:\d\W?){4}\W{0,2}ok\b|^\W*(?:\d\W?){4,14}\W*$/;

const MAX_WORDS_OF_A_NO = 4;

/** Reads `OK 482153`, `ok 482 153 123 456.` and `no thanks`, in whatever letters a phone makes of them. */
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

/** Whether a code stands somewhere in a text, however it is spelled. */
export const mentions = (text: string, code: string): boolean =>
  digitsOf(plainWords(text)).includes(code);

const plainWords = (text: string): string => toPlain(text.normalize('NFKC')).trim().toLowerCase();

const digitsOf = (words: string): string => words.replaceAll(/\D/g, '');
