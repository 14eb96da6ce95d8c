/** How parts of a screen look. */
export interface TerminalStyle {
  readonly title: (words: string) => string;
  readonly small: (words: string) => string;
  readonly good: (words: string) => string;
  readonly trouble: (words: string) => string;
}

const same = (words: string): string => words;
const colour = (code: number) => (words: string) => `\u001b[${code}m${words}\u001b[0m`;

export const PLAIN: TerminalStyle = { title: same, small: same, good: same, trouble: same };
export const COLOURED: TerminalStyle = {
  title: colour(1),
  small: colour(2),
  good: colour(32),
  trouble: colour(31),
};
