import { withRemark } from './remarks.ts';

const MAX_ROWS = 5000;
const MAX_LINE_LENGTH = 2000;
const MAX_COLUMNS = 60;
/** A label above, or a code fence. */
const MAX_LABEL_LINES = 4;
const SEPARATORS = [',', ';', '\t'] as const;

const NAME = /^[A-Za-z][\w .%()/-]{0,40}$/;

/** Values between commas under a line of names, each line with as many as there are names. */
export function parseCsv(text: string): unknown {
  const lines = text.split('\n', MAX_ROWS).map((line) => line.slice(0, MAX_LINE_LENGTH).trim());
  for (let at = 0; at < Math.min(lines.length, MAX_LABEL_LINES); at += 1) {
    for (const separator of SEPARATORS) {
      const names = namesIn(lines[at] ?? '', separator);
      const next = lines[at + 1];
      if (!names || next === undefined || cellsOf(next, separator).length !== names.length)
        continue;
      return rowsBelow(lines, at, { names, separator });
    }
  }
  return undefined;
}

interface Shape {
  readonly names: readonly string[];
  readonly separator: string;
}

function rowsBelow(lines: readonly string[], at: number, { names, separator }: Shape): unknown {
  const below = lines.slice(at + 1).map((line) => ({ line, cells: cellsOf(line, separator) }));
  const rows = below.filter(({ cells }) => cells.length === names.length);
  const others = below.filter(({ cells }) => cells.length !== names.length);
  if (others.filter(({ line }) => line !== '').length > MAX_LABEL_LINES) return undefined;
  return withRemark(
    rows.map(({ cells }) =>
      Object.fromEntries(names.map((name, cell) => [name, cells[cell] ?? ''])),
    ),
    [...lines.slice(0, at), ...others.map(({ line }) => line)],
  );
}

function namesIn(line: string, separator: string): readonly string[] | undefined {
  const names = line.split(separator, MAX_COLUMNS + 1).map((name) => name.trim());
  const areNames = names.length >= 3 && names.length <= MAX_COLUMNS && names.every(isName);
  return areNames && new Set(names).size === names.length ? names : undefined;
}

const isName = (text: string): boolean => NAME.test(text) && text.split(' ').length <= 3;

/** Cells between separators; those in quotes may hold one. */
function cellsOf(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator, MAX_COLUMNS + 1).map((it) => it.trim());
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
    if (cells.length > MAX_COLUMNS) break;
  }
  return [...cells, cell.trim()];
}
