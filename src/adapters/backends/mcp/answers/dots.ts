/** A coloured dot, or a mark in its place. */
const DOT = '[🟢🔴🟡🟠🔵⚪⚫🟤🟣✅❌☑✔✖⛔🛑⚠⏸]';
const LEADING = new RegExp(
  String.raw`^\s{0,12}(?:[-*•]\s{1,3}|\d{1,4}[.)]\s{1,3})?(${DOT}|\p{Extended_Pictographic})\ufe0f?\s{0,3}`,
  'u',
);
const PLAIN_DOT = new RegExp(`^${DOT}$`, 'u');
const ANY_DOT = new RegExp(DOT, 'u');
const LEGEND_LINE = /^[\W_]{0,6}(?:legend|key)\b/i;
const MEANING = new RegExp(
  String.raw`(${DOT})\ufe0f?\s{0,3}[=:–—-]?\s{0,3}([a-z][a-z -]{0,30})`,
  'giu',
);
const SEVERITY =
  /^(?:critical|fatal|emergency|high|severe|error|major|medium|moderate|minor|low|warning|info|informational|notice)$/i;
const GREEN = /^[🟢✅☑✔]$/u;
const RED = /^[🔴❌✖⛔🛑]$/u;

const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 400;

/** The words for the colours, by the legend in a text. */
export type Legend = ReadonlyMap<string, string>;

export const isLegend = (line: string): boolean =>
  LEGEND_LINE.test(line) && legendIn(line).size > 0;

const legendIn = (line: string): Legend =>
  new Map(
    [...line.slice(0, MAX_LINE_LENGTH).matchAll(MEANING)].map(([, dot = '', word = '']) => [
      dot,
      word.trim(),
    ]),
  );

/** Returns the legend in the lines of a text; an empty one where there is none. */
export function readLegend(text: string): Legend {
  const line = text.split('\n', MAX_LINES).find(isLegend);
  return line === undefined ? new Map() : legendIn(line);
}

/** Is true for a coloured dot or a mark, and not for just any picture. */
export const isDot = (dot: string): boolean => PLAIN_DOT.test(dot);

/** A line that begins with its only dot or with a picture: that, and the words behind it. */
export function splitDot(
  line: string,
): { readonly dot: string; readonly words: string } | undefined {
  const [all, dot] = LEADING.exec(line.slice(0, MAX_LINE_LENGTH)) ?? [];
  if (all === undefined || dot === undefined) return undefined;
  const words = line.slice(all.length, MAX_LINE_LENGTH);
  return ANY_DOT.test(words) ? undefined : { dot, words };
}

/** Returns the fact that a dot tells. Without a legend only green and red say anything; with one, only what is in it. */
export function factOfDot(dot: string, legend: Legend): Readonly<Record<string, string>> {
  const word = legend.get(dot);
  if (word !== undefined) return { [SEVERITY.test(word) ? 'severity' : 'status']: word };
  if (legend.size > 0) return {};
  if (GREEN.test(dot)) return { status: 'Running' };
  return RED.test(dot) ? { status: 'down' } : {};
}
