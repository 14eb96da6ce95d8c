import { withRemark } from './remarks.ts';

const HEADER = /^[A-Z][A-Z0-9()%/-]*(?:\([a-z]+\))?(?: [A-Z]+)*(?: {2,}|\t|$)/;
const MAX_HEADING_LENGTH = 2000;
const MAX_COLUMNS = 40;
const MAX_ROWS = 2000;
/** A label before a table has no more lines. */
const MAX_LABEL_LINES = 4;

interface Column {
  readonly name: string;
  readonly start: number;
}

/** A table as kubectl prints it: columns begin under their headings. There may be a label above it. */
export function parseTable(text: string): unknown {
  const lines = text.split('\n', MAX_ROWS + MAX_LABEL_LINES + 1);
  const ruled = ruledColumns(lines);
  if (ruled) return rowsBelow(lines, ruled.at, ruled.columns);
  const at = lines
    .slice(0, MAX_LABEL_LINES + 1)
    .findIndex((line, index) => isHeading(line) || isTitle(line, lines[index + 1] ?? ''));
  const heading = lines[at];
  if (heading === undefined) return undefined;
  return rowsBelow(lines, at, columnsOf(heading));
}

function rowsBelow(lines: readonly string[], at: number, columns: readonly Column[]): unknown {
  const below = lines.slice(at + 1, at + 1 + MAX_ROWS);
  const end = below.findIndex((line, row) => line.trim() === '' && row > 0);
  const rows = below
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => line.trim() !== '' && !RULE.test(line));
  const others = [...lines.slice(0, at), ...(end < 0 ? [] : below.slice(end))];
  return withRemark(
    rows.map((line) => cut(line, columns)),
    others,
  );
}

const UNDERLINE = /^ {0,3}--[ -]{0,2000}$/;
const GROUP = /-+/g;

/** Columns whose names stand above a line of dashes: one below all of them, or one below each. */
function ruledColumns(
  lines: readonly string[],
): { readonly at: number; readonly columns: readonly Column[] } | undefined {
  const at = lines
    .slice(0, MAX_LABEL_LINES + 1)
    .findIndex((line, index) => UNDERLINE.test(lines[index + 1] ?? '') && /\S {2,}\S/.test(line));
  const heading = lines[at] ?? '';
  if (at < 0 || heading.length > MAX_HEADING_LENGTH) return undefined;
  const groups = [...(lines[at + 1] ?? '').matchAll(GROUP)].map(({ index }) => index);
  const columns =
    groups.length > 1
      ? groups.map((start, column) => ({
          name: heading.slice(start, groups[column + 1]).trim(),
          start,
        }))
      : columnsOf(heading);
  const areNamed = columns.every(({ name }) => /^[A-Za-z#]/.test(name));
  return areNamed && columns.length >= 2 && columns.length <= MAX_COLUMNS
    ? { at, columns }
    : undefined;
}

function isHeading(line: string): boolean {
  if (line.length > MAX_HEADING_LENGTH || !HEADER.test(line)) return false;
  const columns = columnsOf(line).length;
  return columns >= 2 && columns <= MAX_COLUMNS;
}

const TITLE = /^[A-Z#][\w%()/-]{0,30}(?: [\w%()/-]{1,30}){0,2}$/;
const GAP = /\S {2,}\S/;

/** Names with capitals in columns, under each of which a cell of the first row begins. A rule may stand between. */
function isTitle(line: string, next: string): boolean {
  if (line.length > MAX_HEADING_LENGTH || !GAP.test(line) || !GAP.test(next)) return false;
  const columns = columnsOf(line);
  return (
    columns.length >= 3 &&
    columns.length <= MAX_COLUMNS &&
    columns.every(({ name }) => TITLE.test(name)) &&
    columns.every(({ start }) => start === 0 || /^ \S?$/.test(next.slice(start - 1, start + 1)))
  );
}

const RULE = /^[-=+ |]+$/;

const columnsOf = (heading: string): readonly Column[] =>
  [...heading.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, start: index }));

const cut = (line: string, columns: readonly Column[]): Record<string, string> =>
  Object.fromEntries(
    columns.map(({ name, start }, index) => [
      name,
      line.slice(start, columns[index + 1]?.start).trim(),
    ]),
  );
