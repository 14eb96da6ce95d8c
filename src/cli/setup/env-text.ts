/** What becomes of a variable: a value as it is written, or nothing, which leaves its line as a comment. */
export type Changes = ReadonlyMap<string, string | undefined>;

/** One thing in the file: what sets a variable, over several lines at times, or any other line. */
interface Piece {
  readonly text: string;
  readonly name?: string | undefined;
}

const NEW_LINE = /\r?\n/;
const SETS = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*/;
const WOULD_SET = /^# ?([A-Za-z_]\w*)=/;

/** The text of an env file after some changes; every other line and comment stays as it is. */
export function editEnv(text: string, changes: Changes): string {
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const pieces = [...changes].reduce<readonly Piece[]>(
    (before, [name, value]) =>
      value === undefined ? mute(before, name) : set(before, name, value),
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
    pieces.push({ text: block, name: SETS.exec(block)?.[1] });
    at += count;
  }
  return pieces;
}

/** A value that begins with a quote ends with the next one, on whatever line that is. */
function linesOfValue(lines: readonly string[], at: number): number {
  const first = lines[at] ?? '';
  const begins = SETS.exec(first)?.[0];
  const quote = begins === undefined ? undefined : /^['"`]/.exec(first.slice(begins.length))?.[0];
  if (begins === undefined || quote === undefined) return 1;
  if (first.includes(quote, begins.length + 1)) return 1;
  const end = lines.findIndex((line, other) => other > at && line.includes(quote));
  return end === -1 ? 1 : end - at + 1;
}

/** The last of several lines is the one that counts; without any, the one in a comment, or a new one. */
function set(pieces: readonly Piece[], name: string, value: string): readonly Piece[] {
  const line = { text: `${name}=${value}`, name };
  const active = pieces.findLastIndex((piece) => piece.name === name);
  const place =
    active === -1 ? pieces.findIndex(({ text }) => WOULD_SET.exec(text)?.[1] === name) : active;
  const old = pieces[place];
  if (!old) return [...pieces, line];
  return pieces.toSpliced(place, 1, ...remarkOf(old), line);
}

/** A remark behind a value moves above it: not everyone who reads the file takes it for one. */
function remarkOf({ text, name }: Piece): readonly Piece[] {
  const value = text.slice(SETS.exec(text)?.[0].length);
  const remark =
    name && !/^['"`]/.test(value)
      ? /\s(#.*)$/s.exec(value.slice(value.lastIndexOf('\n') + 1))?.[1]
      : undefined;
  return remark === undefined ? [] : [{ text: remark }];
}

const mute = (pieces: readonly Piece[], name: string): readonly Piece[] =>
  pieces.map((piece) =>
    piece.name === name ? { text: piece.text.replaceAll(/^/gm, '# ') } : piece,
  );
