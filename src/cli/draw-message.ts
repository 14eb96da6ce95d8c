import { withoutEscapes } from '../sms/terminal.ts';
import type { ReceivedMessage } from './emulator-client.ts';
import type { TerminalStyle } from './terminal-style.ts';

/** Formats one text as a block of lines, with its cost below. */
export function drawMessage(message: ReceivedMessage, style: TerminalStyle): string {
  const { kind, body, problem } = message;
  const words = withoutEscapes(body);
  if (kind === 'notice')
    return indent(style.problem(`! ${words}${problem ? ` (${problem.code})` : ''}`));
  const small = style.small(footnote(message));
  const problemLines = problem
    ? [style.problem(`not delivered: ${problem.text} (${problem.code})`)]
    : [];
  return indent([words, ...problemLines, small].join('\n'));
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
