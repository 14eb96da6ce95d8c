import anyAscii from 'any-ascii';
import { costOf } from './gsm7.ts';
import { withoutEscapes } from './terminal.ts';

/** What the usual suspects become; everything else is left to the transliteration library. */
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

/** ASCII that GSM-7 has under the same name: all that can be seen, but for the backtick. */
const ONLY_ASCII = /^[\n -_a-~]*$/;
const NOT_ASCII = /[^\n -_a-~]/gu;

/** No script stacks so many accents on a letter, and sorting a heap of them takes seconds. */
const HEAPED_ACCENTS = /(?<=\p{M}{8})\p{M}+/gu;

/** Turn any text into GSM-7: nothing in it costs more than it shows, and nothing controls a phone. */
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
  if (costOf(character) > 0) return character;
  return anyAscii(character).replaceAll(NOT_ASCII, (unknown) => SUBSTITUTES.get(unknown) ?? '');
}
