import { withoutEscapes } from '../sms/terminal.ts';
import type { ReceivedMessage } from './emulator-client.ts';

/** The styles for the parts of a message. */
export interface MessageStyle {
  readonly text: (words: string) => string;
  readonly small: (words: string) => string;
  readonly problem: (words: string) => string;
}

const unchanged = (words: string): string => words;
const colour = (code: number) => (words: string) => `\u001b[${code}m${words}\u001b[0m`;

export const PLAIN: MessageStyle = { text: unchanged, small: unchanged, problem: unchanged };
export const COLOURED: MessageStyle = { text: unchanged, small: colour(2), problem: colour(31) };

/** Formats one text as a block of lines, with its cost below. */
export function drawMessage(message: ReceivedMessage, style: MessageStyle): string {
  const { kind, body, problem } = message;
  const words = withoutEscapes(body);
  if (kind === 'notice')
    return indent(style.problem(`! ${words}${problem ? ` (${problem.code})` : ''}`));
  const small = style.small(footnote(message));
  const problemLines = problem
    ? [style.problem(`not delivered: ${problem.text} (${problem.code})`)]
    : [];
  return indent([style.text(words), ...problemLines, small].join('\n'));
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
