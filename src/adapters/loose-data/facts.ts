import { readDuration } from './duration.ts';
import { readBytes, readFlag, readNumber, readPercent, readTime, readTotal } from './units.ts';

/** What a source says of one thing, to be asked for by any of the names that sources have for it. */
export interface Facts {
  raw(...names: readonly string[]): unknown;
  text(...names: readonly string[]): string | undefined;
  number(...names: readonly string[]): number | undefined;
  flag(...names: readonly string[]): boolean | undefined;
  seconds(...names: readonly string[]): number | undefined;
  bytes(...names: readonly string[]): number | undefined;
  /** What is behind the slash in `9.6 GB / 16 GB`. */
  total(...names: readonly string[]): number | undefined;
  percent(...names: readonly string[]): number | undefined;
  /** Epoch milliseconds. */
  time(...names: readonly string[]): number | undefined;
}

const LONGEST_TEXT = 2000;
const LONGEST_NAME = 100;
const MOST_NAMES = 1000;

/** The facts in a record, whatever the spelling: `macAddress`, `mac_address` and `MAC-ADDRESS` are one name. */
export function factsOf(record: unknown): Facts | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;

  const indexes = new Map<object, Index>();

  /** Whatever is asked for, the keys of each object are gone through once. */
  function indexOf(value: unknown): Index | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const index = indexes.get(value) ?? byPlainName(value);
    indexes.set(value, index);
    return index;
  }

  function raw(...names: readonly string[]): unknown {
    for (const name of names) {
      const value = name
        .split('.')
        .reduce<unknown>((inner, part) => indexOf(inner)?.get(plain(part)), record);
      if (!NOTHING.has(value)) return value;
    }
    return undefined;
  }

  const reading =
    <T>(read: (value: unknown) => T | undefined) =>
    (...names: readonly string[]): T | undefined => {
      for (const name of names) {
        const value = read(raw(name));
        if (value !== undefined) return value;
      }
      return undefined;
    };

  return {
    raw,
    text: reading(readText),
    number: reading(readNumber),
    flag: reading(readFlag),
    seconds: reading(readDuration),
    bytes: reading(readBytes),
    total: reading(readTotal),
    percent: reading(readPercent),
    time: reading(readTime),
  };
}

type Index = ReadonlyMap<string, unknown>;

/** Every spelling of a name alike. */
const byPlainName = (record: object): Index =>
  new Map(
    Object.entries(record)
      .slice(0, MOST_NAMES)
      .filter(([key]) => key.length <= LONGEST_NAME)
      .map(([key, value]) => [plain(key), value]),
  );

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const NOTHING: ReadonlySet<unknown> = new Set([
  undefined,
  null,
  '',
  '<none>',
  '<unknown>',
  'N/A',
  'n/a',
  '-',
]);

function readText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.slice(0, LONGEST_TEXT).trim();
  return text === '' ? undefined : text;
}
