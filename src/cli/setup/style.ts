/** The styles for the parts of a screen. */
export interface TerminalStyle {
  readonly title: (words: string) => string;
  readonly small: (words: string) => string;
  readonly good: (words: string) => string;
  readonly problem: (words: string) => string;
}

const unchanged = (words: string): string => words;
const colour = (code: number) => (words: string) => `\u001b[${code}m${words}\u001b[0m`;

export const PLAIN: TerminalStyle = {
  title: unchanged,
  small: unchanged,
  good: unchanged,
  problem: unchanged,
};
export const COLOURED: TerminalStyle = {
  title: colour(1),
  small: colour(2),
  good: colour(32),
  problem: colour(31),
};
