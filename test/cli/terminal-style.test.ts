import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { terminalStyle } from '../../src/cli/terminal-style.ts';

/** A terminal says itself how many colours it has: with NO_COLOR it has none. */
const terminal = (colorDepth: number) =>
  Object.assign(new PassThrough(), { isTTY: true, getColorDepth: () => colorDepth });

test('a terminal with colours gets them, one without and a pipe get the words alone', () => {
  expect(terminalStyle(terminal(4)).problem('no')).toBe('\u001b[31mno\u001b[39m');
  expect(terminalStyle(terminal(4)).title('Next')).toBe('\u001b[1mNext\u001b[22m');
  for (const output of [terminal(1), new PassThrough()]) {
    const { title, small, good, problem } = terminalStyle(output);
    expect([title, small, good, problem].map((style) => style('words'))).toEqual(
      Array(4).fill('words'),
    );
  }
});
