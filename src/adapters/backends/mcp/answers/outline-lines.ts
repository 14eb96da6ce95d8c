/** A text is no outline, or one that cannot be read for certain. */
export class NoOutline extends Error {
  override readonly name = 'NoOutline';
}

export function refuse(why: string): never {
  throw new NoOutline(why);
}

export interface Line {
  readonly indent: number;
  /** Without indentation and trailing blanks. */
  readonly text: string;
}

/** The lines of an outline, read from the first to the last. */
export interface Lines {
  /** Returns the next line that is neither blank nor a comment, and stays in front of it. */
  peek(): Line | undefined;
  /** Moves behind the line that `peek` returned. */
  take(): void;
  /** Puts a line in place of the one that `peek` returned. */
  replace(line: Line): void;
  /** Takes all lines that follow and are blank or indented by more than `indent`, as they are. */
  takeDeeper(indent: number): readonly string[];
}

export function createLines(text: string, most: number): Lines {
  const raw = text
    .replace(/\n$/, '')
    .split('\n', most + 1)
    .map(withoutReturn);
  if (raw.length > most) refuse('more lines than anybody reads');
  let at = 0;
  let next: { readonly at: number; readonly line: Line } | undefined;

  return {
    peek() {
      if (next && next.at >= at) return next.line;
      for (let ahead = at; ahead < raw.length; ahead += 1) {
        const line = measure(raw[ahead] ?? '');
        if (line.text === '' || line.text.startsWith('#')) continue;
        next = { at: ahead, line };
        return line;
      }
      at = raw.length;
      return undefined;
    },

    take() {
      if (next) at = next.at + 1;
    },

    replace(line) {
      if (next) next = { at: next.at, line };
    },

    takeDeeper(indent) {
      const from = at;
      while (at < raw.length && isDeeper(raw[at] ?? '', indent)) at += 1;
      return raw.slice(from, at);
    },
  };
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function measure(raw: string): Line {
  const indent = indentOf(raw);
  const text = trimBlanks(raw);
  if (raw[indent] === '\t' && text !== '') refuse('a tab in the indentation');
  return { indent, text };
}

/** Counts the spaces in front of a line. */
export function indentOf(line: string): number {
  let spaces = 0;
  while (line[spaces] === ' ') spaces += 1;
  return spaces;
}

const isDeeper = (line: string, indent: number): boolean =>
  indentOf(line) > indent || isBlank(line);

export const isBlank = (line: string): boolean => trimBlanks(line) === '';

/** Cuts spaces and tabs off both ends; other white space belongs to the text. */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text[from])) from += 1;
  while (to > from && isSpace(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

const isSpace = (character: string | undefined): boolean => character === ' ' || character === '\t';
