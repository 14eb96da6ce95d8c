import { toPlain } from '../sms/plain.ts';

/** What a text says to the question whether something shall be done. */
export type Answer =
  | { readonly is: 'code'; readonly code: string; readonly second: string | undefined }
  | { readonly is: 'no' }
  /** It shall end a lock; without digits when they are not six. */
  | { readonly is: 'unlock'; readonly digits: string | undefined }
  /** It means the question, but is no answer: nobody else should get to see it. */
  | { readonly is: 'unclear' };

const SIX_DIGITS = '(\\d{3})\\W?(\\d{3})';
/** The relay's code comes first and the authenticator's second: nothing else tells them apart. */
const CODE = new RegExp(`^ok\\W{0,3}${SIX_DIGITS}(?:\\W*${SIX_DIGITS})?\\W*$`);
const NO = /^(?:no|nope|nein|drop)\b/;
const UNLOCK = /^\W*unlock\b([^a-z]*)$/;
const ABOUT_A_CODE =
  /^\W*o\W{0,2}k\b|\bok(?:ay)?\W{0,5}\d{3,}|(?:\d\W?){4}\W{0,2}ok\b|^\W*(?:\d\W?){4,14}\W*$/;

const MOST_WORDS_OF_A_NO = 4;

/** Reads `OK 482153`, `ok 482 153 123 456.` and `no thanks`, in whatever letters a phone makes of them. */
export function readAnswer(text: string): Answer | undefined {
  const words = plainWords(text.slice(0, 200));
  const [isCode, first, last, ...second] = CODE.exec(words) ?? [];
  if (isCode !== undefined) {
    return { is: 'code', code: `${first}${last}`, second: second.join('') || undefined };
  }
  if (NO.test(words) && words.split(/\s+/).length <= MOST_WORDS_OF_A_NO) return { is: 'no' };
  const [, rest] = UNLOCK.exec(words) ?? [];
  if (rest !== undefined) return { is: 'unlock', digits: /^\d{6}$/.exec(digitsOf(rest))?.[0] };
  return ABOUT_A_CODE.test(words) ? { is: 'unclear' } : undefined;
}

/** Whether a code stands somewhere in a text, however it is spelled. */
export const mentions = (text: string, code: string): boolean =>
  digitsOf(plainWords(text)).includes(code);

const plainWords = (text: string): string => toPlain(text.normalize('NFKC')).trim().toLowerCase();

const digitsOf = (words: string): string => words.replaceAll(/\D/g, '');
