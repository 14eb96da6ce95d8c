import { withRemark } from './remarks.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 2000;
const MAX_COLUMNS = 40;

/** The line under the headings, such as `|---|:--:|`. */
const RULE = /^[|: -]+$/;

type Row = Record<string, string>;

/** Tables in Markdown, one after the other; several under headings are told apart by these. */
export function parseMarkdownTable(text: string): unknown {
  if (!/[|│┃║]/.test(text)) return undefined;
  const lines = withoutFrames(
    text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH).trim()),
  );
  const tables: { readonly title: string; readonly rows: Row[] }[] = [];
  const others: string[] = [];
  let title = '';
  for (let at = 0; at < lines.length; at += 1) {
    const columns = headingsAt(lines, at);
    if (!columns) {
      title = lines[at] || title;
      others.push(lines[at] ?? '');
      continue;
    }
    const end = lines.findIndex((line, row) => row > at + 1 && !line.includes('|'));
    const below = lines.slice(at + 2, end < 0 ? undefined : end);
    tables.push({ title, rows: below.map((line) => rowOf(columns, cellsOf(line))) });
    at += 1 + below.length;
  }
  return join(tables, others);
}

/** The lines of a frame around a table. */
const FRAME = /^[+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯╒╤╕╞╪╡╘╧╛┏┳┓┡╇┩┣╋┫┗┻┛─━═=-]{3,}$/;
const CORNER = /^[+┌├└╔╠╚╭╰╒╞╘┏┡┣┗]/;

/** Tables in frames as Markdown has them: only the line below the headings stays. */
function withoutFrames(lines: readonly string[]): readonly string[] {
  let frames = 0;
  return lines.flatMap((line) => {
    if (CORNER.test(line) && FRAME.test(line)) {
      frames += 1;
      return frames === 2 ? ['|---|'] : [];
    }
    const row = line.replaceAll(/[│┃║]/g, '|');
    if (!row.startsWith('|')) frames = 0;
    return [row];
  });
}

const isRule = (line: string): boolean => line.includes('-') && RULE.test(line);

function headingsAt(lines: readonly string[], at: number): readonly string[] | undefined {
  const [line = '', rule = ''] = [lines[at], lines[at + 1]];
  if (!line.includes('|') || !rule.includes('|') || !isRule(rule)) return undefined;
  const cells = cellsOf(line);
  return cells.length >= 2 && cells.length <= MAX_COLUMNS ? cells : undefined;
}

function join(
  tables: readonly { readonly title: string; readonly rows: readonly Row[] }[],
  others: readonly string[],
): unknown {
  const [first, second] = tables;
  if (!first) return undefined;
  if (!second) return withRemark(first.rows, others);
  const named = tables.map(({ title, rows }, at) => [titleOf(title) || `table ${at + 1}`, rows]);
  return Object.fromEntries(named);
}

/** `## Virtual machines (3)` is about virtual machines. */
const titleOf = (line: string): string =>
  line
    .replace(/^[#*\s]+/, '')
    .split(/[(:*]/, 1)[0]
    ?.trim() ?? '';

const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|', MAX_COLUMNS + 1)
    .map((cell) => cell.replaceAll(/[*`]|\p{Extended_Pictographic}|\ufe0f/gu, '').trim());

const rowOf = (columns: readonly string[], cells: readonly string[]): Row =>
  Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? '']));
