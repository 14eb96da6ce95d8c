const HEADER = /^[A-Z][A-Z0-9()%/-]*(?:\([a-z]+\))?(?: [A-Z]+)*(?: {2,}|\t|$)/;
const MAX_HEADING_LENGTH = 2000;
const MAX_COLUMNS = 40;
const MAX_ROWS = 2000;

interface Column {
  readonly name: string;
  readonly start: number;
}

/** A table as kubectl prints it: columns begin under their headings. */
export function parseTable(text: string): readonly Record<string, string>[] | undefined {
  const [heading = '', ...lines] = text.split('\n', MAX_ROWS + 1);
  if (heading.length > MAX_HEADING_LENGTH || !HEADER.test(heading)) return undefined;
  const columns = columnsOf(heading);
  if (columns.length < 2 || columns.length > MAX_COLUMNS) return undefined;
  return lines.filter((line) => line.trim() !== '').map((line) => cut(line, columns));
}

const columnsOf = (heading: string): readonly Column[] =>
  [...heading.matchAll(/\S+(?: \S+)*/g)].map(({ 0: name, index }) => ({ name, start: index }));

const cut = (line: string, columns: readonly Column[]): Record<string, string> =>
  Object.fromEntries(
    columns.map(({ name, start }, index) => [
      name,
      line.slice(start, columns[index + 1]?.start).trim(),
    ]),
  );
