import { withoutEscapes } from '../../sms/terminal.ts';

/** The width available in every terminal. */
const WIDTH = 79;

/** Wraps long lines at spaces; a word longer than a line stays whole. */
export const wrapText = (text: string): string => text.split('\n').map(wrapLine).join('\n');

function wrapLine(line: string): string {
  const [first = '', ...words] = line.split(' ');
  const wrapped = [first];
  let width = widthOf(first);
  let isBlank = first.trim() === '';
  for (const word of words) {
    const isFull = width + 1 + widthOf(word) > WIDTH && !isBlank;
    wrapped.push(isFull ? '\n' : ' ', word);
    width = (isFull ? 0 : width + 1) + widthOf(word);
    isBlank = (isFull || isBlank) && word.trim() === '';
  }
  return wrapped.join('');
}

const widthOf = (words: string): number => withoutEscapes(words).length;
