/** Words that mean the same on every screen. No item of any screen may use them. */
export const GLOBAL_COMMANDS = {
  home: new Set('home|h|menu|m|0|main menu|main|start over|go home|take me home|top'.split('|')),
  back: new Set(['back', 'b', 'go back', 'previous']),
  more: new Set('more|+|+ more|+more|next|next page|go on|see more|show more'.split('|')),
  explain: new Set(['?']),
  worst: new Set(['!', '!!', 'worst']),
} as const;

/** Commands that consist of marks only, and stay as they are. */
const MARKS = /^[?!+]{1,3}$/;

/** Emoji and their joiners; of `1\uFE0F\u20E3` the digit is left. */
const PICTURES =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200D\uFE0E\uFE0F\u20E3]/gu;

const SHADES = /\p{Emoji_Modifier}|[\uFE0E\uFE0F]/gu;

const PLEASE = /^(?:please|pls|plz|bitte) | (?:please|pls|plz|bitte|por favor)$/g;
const withoutPlease = (line: string): string => line.replaceAll(PLEASE, '');

const OPENING = new Set(' \n.,;:*"\'([{<-~_\u201C\u201D\u201E\u00AB\u00A1\u00BF');
const PAUSES = new Set(',;!?');
const CLOSING = new Set(
  ' \n.,;:*"\')]}>-~_?!\u201C\u201D\u00BB\u2026\u3002\u3001\u061F\u06D4\u0964',
);

/**
 * Normalises a text. Case, spaces, emoji, and the marks around it do not matter, and labels work as printed: `1)`, `D)etails`,
 * `X) Power off`. A text that consists of nothing else is left as it is.
 */
export function normalise(text: string): string {
  if (text !== last.text) last = { text, line: normaliseAnew(text) };
  return last.line;
}

/** The last text and its line: several parts of the conversation ask for the line of one text, one after the other. */
let last = { text: '', line: '' };

function normaliseAnew(text: string): string {
  const line = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02BC`\u00B4]/g, "'")
    .trim()
    .replaceAll(/\s+/g, ' ');
  if (MARKS.test(line)) return line;
  const bare = trimMarks(line.replaceAll(PICTURES, ' ')).replaceAll(/\s+/g, ' ');
  return bare === '' ? line.replaceAll(SHADES, '') : readLabel(withoutPlease(trimWords(bare)));
}

/** A loop, since a pattern would take quadratic time on a run of marks in the middle of a text. */
function trimMarks(line: string): string {
  let [from, to] = [0, line.length];
  while (from < to && OPENING.has(line.charAt(from))) from += 1;
  while (to > from && CLOSING.has(line.charAt(to - 1))) to -= 1;
  return line.slice(from, to);
}

/** `hey, what about plex` without its comma. */
const trimWords = (line: string): string =>
  line.includes(' ') ? line.split(' ').map(trimComma).join(' ') : line;

function trimComma(word: string): string {
  let to = word.length;
  while (to > 0 && PAUSES.has(word.charAt(to - 1))) to -= 1;
  return word.slice(0, to) || word;
}

/** `details` for `d)etails`, `power off` for `x) power off`, `2 proxmox` for `2) proxmox`, `2` for `#2` and `number 2`. */
function readLabel(line: string): string {
  const [, number] = /^(?:#|no |no\. ?|nr |number |option |item |row )(\d{1,4})$/.exec(line) ?? [];
  if (number !== undefined) return number;
  const [, key, gap = '', rest = ''] = /^([a-z]|\d{1,3})\)( ?)(.+)$/.exec(line) ?? [];
  if (key === undefined) return line;
  if (/\d/.test(key)) return `${key} ${rest}`;
  return gap === '' ? key + rest : rest;
}

/** `2v3` as `['2', 'v', '3']`, `pve vms` as `['pve', 'vms']`. */
export function pathOf(words: string): readonly string[] {
  if (words.includes(' ')) return words.split(' ');
  return /^\d[a-z]\d{0,3}$/.test(words) ? (words.match(/\d+|[a-z]/g) ?? []) : [words];
}
