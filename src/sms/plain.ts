import anyAscii from 'any-ascii';
import { costAt } from './gsm7.ts';
import { withoutEscapes } from './terminal.ts';

/** Substitutes for common characters; all others are left to the transliteration library. */
const SUBSTITUTES: ReadonlyMap<string, string> = new Map([
  ...all('‘’‚‛′ʼ`´', "'"),
  ...all('“”„‟″«»', '"'),
  ...all('‐‑‒–—―−', '-'),
  ...all('…', '...'),
  ...all('→⇒➜➔⟶', '->'),
  ...all('←⇐⟵', '<-'),
  ...all('↔⇔⟷', '<->'),
  ...all('↑⇑', '^'),
  ...all('•●◦‣▪■·∙', '-'),
  ...all('─━═╌┄', '-'),
  ...all('│┃║', '|'),
  ...all('┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰', '+'),
  ...all('✓✔✅', 'ok'),
  ...all('✗✘❌', 'x'),
  ...all('⚠', '!'),
  ...all('°', ' deg '),
  ...all('ç', 'c'),
  ...all('\t\u00a0\u1680\u202f\u205f\u3000', ' '),
  ...all('\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a', ' '),
  ...all('\u200b\u200c\u200d\u2060\u00ad\ufeff', ''),
  ...all('\u2028\u2029', '\n'),
  ...all('\f', ''),
]);

function all(characters: string, substitute: string): readonly (readonly [string, string])[] {
  return Array.from(characters, (character) => [character, substitute]);
}

/** The ASCII characters that GSM-7 has under the same code: all that are printable, except the backtick. */
const ONLY_ASCII = /^[\n -_a-~]*$/;
const NOT_ASCII = /[^\n -_a-~]/gu;

/** No script stacks so many accents on a letter, and normalising a long run of them takes seconds. */
const HEAPED_ACCENTS = /(?<=\p{M}{8})\p{M}+/gu;

/** Converts any text to GSM-7, without invisible and control characters. */
export function toPlain(text: string): string {
  if (ONLY_ASCII.test(text)) return text;
  return withoutEscapes(text)
    .replaceAll(HEAPED_ACCENTS, '')
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(NOT_ASCII, substitute);
}

function substitute(character: string): string {
  const known = SUBSTITUTES.get(character);
  if (known !== undefined) return known;
  if (costAt(character, 0) > 0) return character;
  return anyAscii(character).replaceAll(NOT_ASCII, (unknown) => SUBSTITUTES.get(unknown) ?? '');
}
