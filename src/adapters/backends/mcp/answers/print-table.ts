import { factsOfFlags, readFlags } from './print-flags.ts';
import { createSections } from './sections.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 2000;
const MAX_COLUMNS = 40;

const NAMES = /^Columns: (.{1,500})$/;
const FLAGS = /^Flags?: /;
const COMMENT = /^\s{0,8};;; ?(.{0,300})$/;
const NAME = /^[A-Z][A-Z0-9-]{0,40}$/;

type Facts = Record<string, string>;

interface Column {
  readonly name: string;
  /** The range of its heading. */
  readonly from: number;
  readonly to: number;
}

/**
 * Reads tables whose columns are named in a line above, as the terminals of routers print them: to the left or the
 * right below their headings, with flags in front.
 */
export function parsePrintTable(text: string): unknown {
  const lines = text
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_LENGTH).replace(/\r$/, ''));
  if (!lines.some((line) => NAMES.test(line))) return undefined;
  const sections = createSections();
  let flags = '';
  let below = 0;
  const readLine = (line: string, at: number): void => {
    const table = tableAt(lines, at, flags);
    for (const row of table?.rows ?? []) sections.add(row);
    below = table?.end ?? at + 1;
    if (FLAGS.test(line)) flags = line;
    else if (!table && line.trim() !== '') sections.open(line);
  };
  for (const [at, line] of lines.entries()) if (at >= below) readLine(line, at);
  return sections.end(lines.length === MAX_LINES);
}

interface Table {
  readonly rows: readonly Facts[];
  /** The first line below it. */
  readonly end: number;
}

/** Reads the table whose columns are named in a line. */
function tableAt(lines: readonly string[], at: number, flags: string): Table | undefined {
  const names = namesIn(lines[at] ?? '');
  const columns = names && columnsIn(lines[at + 1] ?? '', names);
  if (!columns) return undefined;
  const end = endOfTable(lines, at + 2);
  return { rows: rowsIn(lines.slice(at + 2, end), columns, flags), end };
}

function namesIn(line: string): readonly string[] | undefined {
  const names = NAMES.exec(line)?.[1]
    ?.split(', ', MAX_COLUMNS)
    .map((name) => name.trim());
  return names?.every((name) => NAME.test(name)) ? names : undefined;
}

/** Finds each name in the heading, in order; there may be a number sign in front. */
function columnsIn(heading: string, names: readonly string[]): readonly Column[] | undefined {
  const columns: Column[] = [];
  let after = 0;
  for (const name of names) {
    const from = heading.indexOf(name, after);
    if (from < 0) return undefined;
    after = from + name.length;
    columns.push({ name, from, to: after });
  }
  return columns;
}

function endOfTable(lines: readonly string[], from: number): number {
  const length = lines.slice(from).findIndex((line) => line.trim() === '');
  return length < 0 ? lines.length : from + length;
}

function rowsIn(lines: readonly string[], columns: readonly Column[], legend: string): Facts[] {
  const rows = lines.filter((line) => !COMMENT.test(line));
  const edges = edgesOf(columns, rows);
  const flags = readFlags(legend);
  let comment: string | undefined;
  return lines.flatMap((line) => {
    const said = COMMENT.exec(line)?.[1];
    if (said !== undefined) {
      comment = said.trim();
      return [];
    }
    const set = line.slice(0, edges[0]).replaceAll(/[^A-Za-z]/g, '');
    const cells = columns.map(
      ({ name }, at) => [name, line.slice(edges[at], edges[at + 1]).trim()] as const,
    );
    const facts = { ...factsOfFlags(set, flags), ...Object.fromEntries(cells) };
    const row = comment === undefined ? facts : { ...facts, comment };
    comment = undefined;
    return [row];
  });
}

/** Returns the beginning of each column: a place between its heading and the one before that is blank in every row. */
function edgesOf(columns: readonly Column[], rows: readonly string[]): readonly number[] {
  return columns.map(({ from }, at) => {
    const start = columns[at - 1]?.to ?? 0;
    for (let edge = from - 1; edge >= start; edge -= 1) {
      if (rows.every((row) => (row[edge] ?? ' ') === ' ')) return edge;
    }
    return from;
  });
}
