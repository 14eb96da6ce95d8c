import { entriesOf } from '../../vendor-records/json.ts';
import { assumeFacts } from './fill-facts.ts';

const MAX_ROWS = 2000;
const MAX_KEYS = 60;
const MAX_KINDS = 20;
const KIND = /^(?:class|kind|type|category|resource_?type|object_?type)$/i;
const WORD = /^[A-Za-z][\w -]{0,30}$/;

/** A list of things of several kinds as a list under each kind, if every row says which it is. */
export function splitByKind(
  rows: readonly unknown[],
  isKnown: (word: string) => boolean,
): ReadonlyMap<string, readonly unknown[]> | undefined {
  if (rows.length < 2 || rows.length > MAX_ROWS) return undefined;
  const [key] =
    entriesOf(rows[0])
      .slice(0, MAX_KEYS)
      .find(([it]) => KIND.test(it)) ?? [];
  if (key === undefined) return undefined;
  const kinds = Map.groupBy(rows, (row) => wordIn(row, key));
  if (kinds.size < 2 || kinds.size > MAX_KINDS) return undefined;
  const named = [...kinds].flatMap(([word, own]) =>
    word !== undefined && isKnown(word) ? [[word, own.map(withName)] as const] : [],
  );
  return named.length === kinds.size ? new Map(named) : undefined;
}

/** Things of several kinds have titles rather than names. */
function withName(row: unknown): unknown {
  const title = entriesOf(row).find(([key]) => key === 'title')?.[1];
  return assumeFacts(typeof title === 'string' ? { name: title } : {}, row);
}

function wordIn(row: unknown, key: string): string | undefined {
  const value = entriesOf(row).find(([it]) => it === key)?.[1];
  return typeof value === 'string' && WORD.test(value) ? value.toLowerCase() : undefined;
}
