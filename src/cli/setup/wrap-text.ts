import { withoutEscapes } from '../../sms/terminal.ts';

/** What every terminal has. */
const WIDTH = 79;

/** Long lines at their spaces; a word that is longer than a line stays whole. */
export const wrapText = (text: string): string => text.split('\n').map(foldLine).join('\n');

function foldLine(line: string): string {
  const [first = '', ...words] = line.split(' ');
  const folded = [first];
  let width = widthOf(first);
  let isBlank = first.trim() === '';
  for (const word of words) {
    const isFull = width + 1 + widthOf(word) > WIDTH && !isBlank;
    folded.push(isFull ? '\n' : ' ', word);
    width = (isFull ? 0 : width + 1) + widthOf(word);
    isBlank = (isFull || isBlank) && word.trim() === '';
  }
  return folded.join('');
}

const widthOf = (words: string): number => withoutEscapes(words).length;
