import { entriesOf, isList } from '../../vendor-records/json.ts';
import { cellsOf, factsBesideCells } from './cells.ts';

const DEEPEST = 4;
const MAX_COLUMNS = 60;
const MAX_KEYS = 200;

const COLUMNS =
  /^(?:columns?|column_?definitions|column_?names|headers?|headings|fields|field_?names)$/i;
const ROWS = /^(?:rows|data|values|records|items|results|entries|table)$/i;

/** Data in which every row stands under the names of its columns. */
export function nameColumns(data: unknown, depth = DEEPEST): unknown {
  if (depth === 0 || typeof data !== 'object' || data === null || isList(data)) return data;
  const entries = entriesOf(data);
  if (entries.length > MAX_KEYS) return data;
  const names = namesIn(entries.find(([key]) => COLUMNS.test(key))?.[1]);
  const rows = entries.filter(([key, it]) => ROWS.test(key) && isList(it));
  const [[place, list] = [], second] = rows;
  if (!names || second || !areRows(list, names.length)) {
    return Object.fromEntries(entries.map(([key, it]) => [key, nameColumns(it, depth - 1)]));
  }
  return Object.fromEntries(
    entries.flatMap(([key, it]) => {
      if (COLUMNS.test(key)) return [];
      return [[key, key === place ? list.map((row) => rowUnder(names, row)) : it]];
    }),
  );
}

/** Names as texts, or in objects: `{ name: 'id' }`. */
function namesIn(columns: unknown): readonly string[] | undefined {
  if (!isList(columns) || columns.length === 0 || columns.length > MAX_COLUMNS) return undefined;
  const names = columns.map((it) =>
    typeof it === 'string' ? it : entriesOf(it).find(([key]) => key === 'name')?.[1],
  );
  const areNames = names.every((it): it is string => typeof it === 'string' && it !== '');
  return areNames && new Set(names).size === names.length ? names : undefined;
}

const areRows = (list: unknown, width: number): list is readonly unknown[] =>
  isList(list) && list.every((row) => cellsOf(row)?.length === width);

const rowUnder = (names: readonly string[], row: unknown): unknown => ({
  ...factsBesideCells(row),
  ...Object.fromEntries(names.map((name, at) => [name, cellsOf(row)?.[at]])),
});
