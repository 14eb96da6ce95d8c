import { toPlain } from '../sms/plain.ts';

/** What a text says to the question whether something shall be done. */
export type Answer =
  | { readonly is: 'code'; readonly code: string; readonly second: string | undefined }
  | { readonly is: 'no' }
  /** It means the question, but is no answer: nobody else should get to see it. */
  | { readonly is: 'unclear' };

const CODE = /^ok\W{0,3}(\d{4})(?:\W+(\d{3})\W?(\d{3}))?\W*$/;
const NO = /^(?:no|nope|nein|drop)\b/;
const ABOUT_A_CODE = /^\W*o\W{0,2}k\b|\bok(?:ay)?\W{0,5}\d{3,}|\d{4}\W{0,3}ok\b|^\W*\d{4,6}\W*$/;

const MOST_WORDS_OF_A_NO = 4;

/** Reads `OK 4821`, `ok 4821 123 456.` and `no thanks`, in whatever letters a phone makes of them. */
export function readAnswer(text: string): Answer | undefined {
  const words = toPlain(text.slice(0, 200).normalize('NFKC')).trim().toLowerCase();
  const [, code, first, last] = CODE.exec(words) ?? [];
  if (code !== undefined) {
    return { is: 'code', code, second: first === undefined ? undefined : `${first}${last}` };
  }
  if (NO.test(words) && words.split(/\s+/).length <= MOST_WORDS_OF_A_NO) return { is: 'no' };
  return ABOUT_A_CODE.test(words) ? { is: 'unclear' } : undefined;
}
