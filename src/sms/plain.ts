import anyAscii from 'any-ascii';
import { costAt, septets } from './gsm7.ts';
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
  ...all('\u200b\u200c\u200d\u2060\u00ad\ufeff', ''),
]);

function all(characters: string, substitute: string): readonly (readonly [string, string])[] {
  return Array.from(characters, (character) => [character, substitute]);
}

/** The ASCII characters that GSM-7 has under the same code: all that are printable, except the backtick. */
const ONLY_ASCII = /^[\n -_a-~]*$/;
const NOT_ASCII = /[^\n -_a-~]/gu;

/** No script stacks so many accents on a letter, and normalising a long run of them takes seconds. */
const HEAPED_ACCENTS = /(?<=\p{M}{8})\p{M}+/gu;

/** All line ends but the usual one. */
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
const SPACES = /[\t\p{Zs}]/gu;
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** Converts any text to one of visible characters, usual spaces and line ends, which any alphabet can spell. */
export function clean(text: string): string {
  if (ONLY_ASCII.test(text)) return text;
  return withoutEscapes(text)
    .replaceAll(HEAPED_ACCENTS, '')
    .normalize('NFC')
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll(SPACES, ' ')
    .replaceAll(CONTROLS, '');
}

/** Spells a clean text in GSM-7, each character by itself. */
export const spellInGsm7 = (text: string): string =>
  ONLY_ASCII.test(text) ? text : text.replaceAll(NOT_ASCII, substitute);

/** Returns the septets of the character at `at` of a clean text when it is spelled. */
export const spelledSeptets = (text: string, at: number): number =>
  costAt(text, at) || septets(spellInGsm7(String.fromCodePoint(text.codePointAt(at) ?? 0)));

/** Converts any text to GSM-7, without invisible and control characters. */
export const toPlain = (text: string): string => spellInGsm7(clean(text));

function substitute(character: string): string {
  const known = SUBSTITUTES.get(character);
  if (known !== undefined) return known;
  if (costAt(character, 0) > 0) return character;
  return anyAscii(character).replaceAll(NOT_ASCII, (unknown) => SUBSTITUTES.get(unknown) ?? '');
}
