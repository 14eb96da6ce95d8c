import { entriesOf, isList } from '../../vendor-records/json.ts';

const DEEPEST = 4;
const MAX_WORD_LENGTH = 40;

/** The records in a source's data: where it says so, under a telling name, or the first that look like it. */
export function findList(
  data: unknown,
  nouns: readonly string[],
  path = '',
): readonly unknown[] | undefined {
  const value = path === '' ? data : at(data, path);
  if (value === null) return []; // how some say that there are none
  const start = value ?? data;
  return named(start, nouns) ?? firstRecords(start) ?? noItems(start);
}

/** `items`, and none in them. */
const noItems = (data: unknown): readonly unknown[] | undefined => {
  const items = at(data, 'items');
  return isList(items) && items.length === 0 ? items : undefined;
};

/** Follows `data.items`, and numbers into lists. */
export const at = (data: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        isList(inner) ? inner[Number(key)] : entriesOf(inner).find(([name]) => name === key)?.[1],
      data,
    );

function named(data: unknown, nouns: readonly string[]): readonly unknown[] | undefined {
  if (isList(data)) return data;
  const lists = new Map<string | undefined, readonly unknown[]>();
  for (const [key, value] of entriesOf(data)) {
    if (!isList(value)) continue;
    const word = lastWordOf(key);
    if (!lists.has(word)) lists.set(word, value);
  }
  return nouns.map((noun) => lists.get(noun)).find((list) => list !== undefined);
}

const lastWordOf = (key: string): string | undefined =>
  key.slice(-MAX_WORD_LENGTH).toLowerCase().split(/[_-]/).at(-1);

/** The nearest list of objects; of an empty one nobody can say what it would hold. */
function firstRecords(data: unknown): readonly unknown[] | undefined {
  let level: readonly unknown[] = [data];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const found = level.filter(isList).find(([first]) => typeof first === 'object' && first);
    if (found) return found;
    level = level.flatMap(valuesOf);
  }
  return undefined;
}

const valuesOf = (data: unknown): readonly unknown[] =>
  typeof data === 'object' && data !== null && !isList(data) ? Object.values(data) : [];
