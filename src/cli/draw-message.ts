import { withoutEscapes } from '../sms/terminal.ts';
import type { ReceivedMessage } from './emulator-client.ts';

/** How parts of a line look. */
export interface MessageStyle {
  readonly text: (words: string) => string;
  readonly small: (words: string) => string;
  readonly trouble: (words: string) => string;
}

const same = (words: string): string => words;
const colour = (code: number) => (words: string) => `\u001b[${code}m${words}\u001b[0m`;

export const PLAIN: MessageStyle = { text: same, small: same, trouble: same };
export const COLOURED: MessageStyle = { text: same, small: colour(2), trouble: colour(31) };

/** One text as a block of lines: what it says, and below it what it cost. */
export function drawMessage(bubble: ReceivedMessage, style: MessageStyle): string {
  const { kind, body, problem } = bubble;
  const words = withoutEscapes(body);
  if (kind === 'notice')
    return indent(style.trouble(`! ${words}${problem ? ` (${problem.code})` : ''}`));
  const small = style.small(footnote(bubble));
  const trouble = problem
    ? [style.trouble(`not delivered: ${problem.text} (${problem.code})`)]
    : [];
  return indent([style.text(words), ...trouble, small].join('\n'));
}

function footnote({ segments, encoding, cents }: ReceivedMessage): string {
  const parts = segments === 1 ? '1 segment' : `${segments} segments`;
  return `[${parts}, ${encoding}, ${cents.toFixed(1)}c]`;
}

const indent = (block: string): string =>
  block
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
