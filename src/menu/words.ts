/** Words that mean the same everywhere. No item of any screen may use them. */
export const EVERYWHERE = {
  home: new Set(['home', 'h', 'menu', 'm', '0']),
  back: new Set(['back', 'b']),
  more: new Set(['more', '+']),
  explain: new Set(['?']),
  worst: new Set(['!']),
} as const;

/** What a person meant to type: case, spaces and a trailing period do not matter. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/(?<=[^\s.!])\s*[.!]+$/, '')
    .replaceAll(/\s+/g, ' ');

/** `2v3` as `['2', 'v', '3']`, `pve vms` as `['pve', 'vms']`. */
export function pathOf(words: string): readonly string[] {
  if (words.includes(' ')) return words.split(' ');
  return /^\d[a-z]\d{0,3}$/.test(words) ? (words.match(/\d+|[a-z]/g) ?? []) : [words];
}
