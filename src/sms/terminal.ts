const ESC = '\u001b';
const BEL = '\u0007';
const C1 = '\u0080-\u009f';

// Node's `stripVTControlCharacters` takes seconds for 100 KB of openings without an end, and
// leaves half sequences behind. Here no alternative can visit a character more than twice.

/** Titles and links. Without an end on the same line they hide nothing: see `OTHER`. */
const STRING = `(?:${ESC}[PX^_\\]]|[\u0090\u0098\u009d-\u009f])[^${BEL}${ESC}${C1}\r\n]*(?:${BEL}|${ESC}\\\\|\u009c)`;

/** Colours and cursor movements. */
const SEQUENCE = `(?:${ESC}\\[|\u009b)[0-?]*[ -/]*[@-~]?`;

const OTHER = `${ESC}[ -/]*[0-~]?`;

const ESCAPES = new RegExp([STRING, SEQUENCE, OTHER].join('|'), 'g');

/** Removes terminal escape sequences; an unfinished one never removes more than its own line. */
export const withoutEscapes = (text: string): string => text.replaceAll(ESCAPES, '');
