import anyAscii from 'any-ascii';
import { costOf } from './gsm7.ts';

/** What the usual suspects become; everything else is left to the transliteration library. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  ...all('‘’‚‛′ʼ`´', "'"),
  ...all('“”„‟″«»', '"'),
  ...all('‐‑‒–—―−', '-'),
  ...all('…', '...'),
  ...all('→⇒➜➔⟶', '->'),
  ...all('←⇐⟵', '<-'),
  ...all('↑⇑', '^'),
  ...all('•●◦‣▪■·∙', '-'),
  ...all('─━═╌┄', '-'),
  ...all('│┃║', '|'),
  ...all('┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰', '+'),
  ...all('✓✔✅', 'ok'),
  ...all('✗✘❌', 'x'),
  ...all('⚠', '!'),
  ...all(
    '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000',
    ' ',
  ),
  ...all('\u2028\u2029', '\n'),
  '°': ' deg ',
  ç: 'c',
};

function all(characters: string, substitute: string): Record<string, string> {
  return Object.fromEntries(Array.from(characters, (character) => [character, substitute]));
}

/** Only characters that are one septet and mean themselves in ASCII. */
const SIMPLE = /^[\n !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z]*$/;

/** Half a surrogate pair, which no encoding can carry. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

const ESC = '\u001b';
const BEL = '\u0007';
const C1_CSI = '\u009b';

/** What a terminal would obey: strings such as titles and links, CSI sequences, other escapes. */
const TERMINAL_STRING = `${ESC}[PX^_\\]][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)?`;
const CSI = `(?:${ESC}\\[|${C1_CSI})[0-?]*[ -/]*[@-~]?`;
const OTHER_ESCAPE = `${ESC}[ -/]*[0-~]?`;
const ESCAPES = new RegExp([TERMINAL_STRING, CSI, OTHER_ESCAPE].join('|'), 'g');

/** Turn any text into GSM-7: nothing in it costs more than it shows, and nothing controls a phone. */
export function toPlain(text: string): string {
  if (SIMPLE.test(text)) return text;
  const visible = text
    .replaceAll(ESCAPES, '')
    .replaceAll(LONE_SURROGATES, '')
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n');

  let plain = '';
  for (const character of visible) plain += substitute(character);
  return plain;
}

function substitute(character: string): string {
  const known = SUBSTITUTES[character];
  if (known !== undefined) return known;
  if (character !== '\f' && character !== '\r' && costOf(character) > 0) return character;
  return Array.from(anyAscii(character), keepGsm7).join('');
}

const keepGsm7 = (character: string): string => {
  const known = SUBSTITUTES[character];
  if (known !== undefined) return known;
  return character >= ' ' && costOf(character) > 0 ? character : '';
};
