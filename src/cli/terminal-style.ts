import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

/** The styles for the parts of a screen. */
export interface TerminalStyle {
  readonly title: (words: string) => string;
  readonly small: (words: string) => string;
  readonly good: (words: string) => string;
  readonly problem: (words: string) => string;
}

/** Returns the styles for an output: none where it is not a terminal, or where NO_COLOR is set. */
export function terminalStyle(stream: Writable): TerminalStyle {
  const style = (format: Parameters<typeof styleText>[0]) => (words: string) =>
    styleText(format, words, { stream });
  return { title: style('bold'), small: style('dim'), good: style('green'), problem: style('red') };
}
