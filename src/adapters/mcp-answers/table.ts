const HEADER = /^[A-Z][A-Z0-9()%/-]*(?:\([a-z]+\))?(?: [A-Z]+)*(?: {2,}|\t|$)/;
const MOST_ROWS = 5000;

interface Column {
  readonly name: string;
  readonly start: number;
}

/** A table as kubectl prints it: columns begin under their headings. */
export function parseTable(text: string): readonly Record<string, string>[] | undefined {
  const [heading = '', ...lines] = text.split('\n', MOST_ROWS);
  if (!HEADER.test(heading)) return undefined;
  const columns = columnsOf(heading);
  if (columns.length < 2) return undefined;
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
