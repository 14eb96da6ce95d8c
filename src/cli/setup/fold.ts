import { withoutEscapes } from '../../sms/terminal.ts';

/** What every terminal has. */
const WIDTH = 79;

/** Long lines at their spaces; a word that is longer than a line stays whole. */
export const fold = (text: string): string => text.split('\n').map(foldLine).join('\n');

function foldLine(line: string): string {
  const [first = '', ...words] = line.split(' ');
  const lines: string[] = [];
  let current = first;
  for (const word of words) {
    const longer = `${current} ${word}`;
    const isFull = withoutEscapes(longer).length > WIDTH && current.trim() !== '';
    if (isFull) lines.push(current);
    current = isFull ? word : longer;
  }
  return [...lines, current].join('\n');
}
