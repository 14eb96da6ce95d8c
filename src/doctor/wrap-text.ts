import { withoutEscapes } from '../sms/terminal.ts';

/** The width available in every terminal. */
const WIDTH = 79;

/** Wraps the long lines of a text. */
export const wrapText = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => wrapLine(line, WIDTH))
    .join('\n');

/**
 * Wraps a line at its spaces. A word longer than a line stays whole, so that it can be copied; styles take no room, and the
 * indentation stays with the first word.
 */
export function wrapLine(line: string, width: number): readonly string[] {
  const [first = '', ...words] = line.split(' ');
  const lines: string[] = [];
  let [open, used, isBlank] = [first, widthOf(first), first.trim() === ''];
  for (const word of words) {
    const own = widthOf(word);
    const isFull = !isBlank && used + 1 + own > width;
    if (isFull) lines.push(open);
    open = isFull ? word : `${open} ${word}`;
    used = isFull ? own : used + 1 + own;
    isBlank = (isFull || isBlank) && word.trim() === '';
  }
  return [...lines, open];
}

const widthOf = (words: string): number => withoutEscapes(words).length;
