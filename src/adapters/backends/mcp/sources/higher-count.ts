import { entriesOf, isList } from '../../vendor-records/json.ts';

const DEEPEST = 3;
const MAX_KEYS = 100;
const MAX_COUNT = 100_000;
/** Numbers that count nothing in the list. */
const NO_COUNT = /(?:limit|page|size|version|port|time|stamp|year|ms|seconds?|id|code|status)$/i;

/** Is true when a number beside a list, under a word that nobody knows, may count more than is in it. */
export function isAnyCountAbove(size: number, data: unknown): boolean {
  let level: readonly unknown[] = [data];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const entries = level.flatMap(entriesOf).slice(0, MAX_KEYS);
    if (entries.some(([key, value]) => !NO_COUNT.test(key.slice(-20)) && isAbove(size, value)))
      return true;
    level = entries.map(([, value]) => value).filter((value) => !isList(value));
  }
  return false;
}

const isAbove = (size: number, value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value > size && value <= MAX_COUNT;
