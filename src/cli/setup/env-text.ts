/** The new value of each variable as written in the file; undefined turns its line into a comment. */
export type Changes = ReadonlyMap<string, string | undefined>;

/** A part of the file: an assignment, possibly over several lines, or any other line. */
interface Piece {
  readonly text: string;
  readonly name?: string | undefined;
}

const NEW_LINE = /\r?\n/;
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*/;
const COMMENTED_ASSIGNMENT = /^# ?([A-Za-z_]\w*)=/;

/** Applies changes to the text of an env file; all other lines and comments stay as they are. */
export function editEnv(text: string, changes: Changes): string {
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const pieces = [...changes].reduce<readonly Piece[]>(
    (before, [name, value]) =>
      value === undefined ? commentOut(before, name) : set(before, name, value),
    read(text),
  );
  const lines = pieces.flatMap((piece) => piece.text.split('\n'));
  return lines.length === 0 ? '' : `${lines.join(eol)}${eol}`;
}

function read(text: string): readonly Piece[] {
  const lines = text.split(NEW_LINE);
  if (lines.at(-1) === '') lines.pop();
  const pieces: Piece[] = [];
  for (let at = 0; at < lines.length; ) {
    const count = linesOfValue(lines, at);
    const block = lines.slice(at, at + count).join('\n');
    pieces.push({ text: block, name: ASSIGNMENT.exec(block)?.[1] });
    at += count;
  }
  return pieces;
}

/** Counts the lines of a value. A quoted value ends at the next quote, which may be on a later line. */
function linesOfValue(lines: readonly string[], at: number): number {
  const first = lines[at] ?? '';
  const prefix = ASSIGNMENT.exec(first)?.[0];
  const quote = prefix === undefined ? undefined : /^['"`]/.exec(first.slice(prefix.length))?.[0];
  if (prefix === undefined || quote === undefined) return 1;
  if (first.includes(quote, prefix.length + 1)) return 1;
  const end = lines.findIndex((line, other) => other > at && line.includes(quote));
  return end === -1 ? 1 : end - at + 1;
}

/** Sets a variable in its last assignment, which is the effective one; otherwise in a commented line, or in a new one. */
function set(pieces: readonly Piece[], name: string, value: string): readonly Piece[] {
  const line = { text: `${name}=${value}`, name };
  const active = pieces.findLastIndex((piece) => piece.name === name);
  const index =
    active === -1
      ? pieces.findIndex(({ text }) => COMMENTED_ASSIGNMENT.exec(text)?.[1] === name)
      : active;
  const old = pieces[index];
  if (!old) return [...pieces, line];
  return pieces.toSpliced(index, 1, ...commentOf(old), line);
}

/** Moves a comment after a value to the line above, because not all readers of the file recognize it there. */
function commentOf({ text, name }: Piece): readonly Piece[] {
  const value = text.slice(ASSIGNMENT.exec(text)?.[0].length);
  const comment =
    name && !/^['"`]/.test(value)
      ? /\s(#.*)$/s.exec(value.slice(value.lastIndexOf('\n') + 1))?.[1]
      : undefined;
  return comment === undefined ? [] : [{ text: comment }];
}

const commentOut = (pieces: readonly Piece[], name: string): readonly Piece[] =>
  pieces.map((piece) =>
    piece.name === name ? { text: piece.text.replaceAll(/^/gm, '# ') } : piece,
  );
