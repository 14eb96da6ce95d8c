import { readDuration } from './duration.ts';
import { readBytes, readFlag, readNumber, readPercent, readTime, readTotal } from './units.ts';

/** Reads the values of one record, each by any of the names that sources use for it. */
export interface RecordReader {
  raw(...names: readonly string[]): unknown;
  /** True when one of these names stands there, with nothing in it. */
  isNull(...names: readonly string[]): boolean;
  text(...names: readonly string[]): string | undefined;
  number(...names: readonly string[]): number | undefined;
  flag(...names: readonly string[]): boolean | undefined;
  seconds(...names: readonly string[]): number | undefined;
  bytes(...names: readonly string[]): number | undefined;
  /** The bytes after the slash in `9.6 GB / 16 GB`. */
  total(...names: readonly string[]): number | undefined;
  percent(...names: readonly string[]): number | undefined;
  /** Epoch milliseconds. */
  time(...names: readonly string[]): number | undefined;
}

const MAX_TEXT_LENGTH = 2000;
const MAX_NAME_LENGTH = 100;
const MAX_NAMES = 1000;

/** Ignores the spelling of names: `macAddress`, `mac_address` and `MAC-ADDRESS` are one. */
export function recordReader(record: unknown): RecordReader | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;

  const indexes = new Map<object, Index>();

  /** Indexes the keys of each object once, however many values are read. */
  function indexOf(value: unknown): Index | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const index = indexes.get(value) ?? byPlainName(value);
    indexes.set(value, index);
    return index;
  }

  let endings: ReadonlyMap<string, unknown> | undefined;

  /** Returns the value of the only key that ends in a word, such as `rule_description` for `*description`. */
  function byEnding(word: string): unknown {
    endings ??= byLastWord(record ?? {});
    return endings.get(word);
  }

  /** Returns the value of a key that holds a whole path, such as `rule.name`. */
  const flattened = (name: string): unknown =>
    name.includes('.') ? indexOf(record)?.get(plain(name)) : undefined;

  function raw(...names: readonly string[]): unknown {
    for (const name of names) {
      const value = name.startsWith('*')
        ? byEnding(name.slice(1))
        : (name
            .split('.')
            .reduce<unknown>((inner, part) => indexOf(inner)?.get(plain(part)), record) ??
          flattened(name));
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

  const inUnits =
    (units: Units) =>
    (name: string): number | undefined => {
      const amounts = units.map(
        ([unit, size]) => [readNumber(raw(`${name}_${unit}`)), size] as const,
      );
      const [amount, size] = amounts.find(([it]) => it !== undefined && it >= 0) ?? [];
      return amount === undefined || size === undefined ? undefined : amount * size;
    };

  /** Reads a measure by its name, or by its name with a unit: `uptime_hours`, `memory_used_gb`. */
  const measuring = (read: (value: unknown) => number | undefined, units: Units) => {
    const readIn = inUnits(units);
    return (...names: readonly string[]): number | undefined => {
      for (const name of names) {
        const value = read(raw(name)) ?? readIn(name);
        if (value !== undefined) return value;
      }
      return undefined;
    };
  };

  return {
    raw,
    isNull: (...names) => names.some((name) => indexOf(record)?.get(plain(name)) === null),
    text: reading(readText),
    number: reading(readNumber),
    flag: reading(readFlag),
    seconds: measuring(readDuration, SECONDS),
    bytes: measuring(readBytes, BYTES),
    total: reading(readTotal),
    percent: reading(readPercent),
    time: reading(readTime),
  };
}

type Index = ReadonlyMap<string, unknown>;

type Units = readonly (readonly [unit: string, size: number])[];

const SECONDS: Units = [
  ['seconds', 1],
  ['sec', 1],
  ['secs', 1],
  ['s', 1],
  ['minutes', 60],
  ['min', 60],
  ['hours', 3600],
  ['h', 3600],
  ['days', 86_400],
  ['ms', 0.001],
];

const KIBI = 1024;
const BYTES: Units = [
  ['bytes', 1],
  ['b', 1],
  ['kb', KIBI],
  ['kib', KIBI],
  ['mb', KIBI ** 2],
  ['mib', KIBI ** 2],
  ['gb', KIBI ** 3],
  ['gib', KIBI ** 3],
  ['tb', KIBI ** 4],
  ['tib', KIBI ** 4],
];

/** Indexes values by the last word of their names, where only one name ends in it. */
function byLastWord(record: object): Index {
  const found = new Map<string, unknown>();
  const twice = new Set<string>();
  for (const [key, value] of Object.entries(record).slice(0, MAX_NAMES)) {
    if (key.length > MAX_NAME_LENGTH || NOTHING.has(value)) continue;
    const words = key
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/);
    const last = words.at(-1) ?? '';
    if (words.length < 2) continue;
    if (found.has(last)) twice.add(last);
    found.set(last, value);
  }
  for (const word of twice) found.delete(word);
  return found;
}

/** Returns the values by their names, every spelling alike, and without a prefix that most of the names share. */
function byPlainName(record: object): Index {
  const entries = Object.entries(record)
    .slice(0, MAX_NAMES)
    .filter(([key]) => key.length <= MAX_NAME_LENGTH);
  const prefix = sharedPrefix(entries.map(([key]) => key));
  const bare = prefix === undefined ? [] : entries.filter(([key]) => key.startsWith(prefix));
  return new Map([
    ...bare.map(([key, value]) => [plain(key.slice(prefix?.length)), value] as const),
    ...entries.map(([key, value]) => [plain(key), value] as const),
  ]);
}

const MIN_PREFIXED = 3;

/** Returns the first word of most of the names, as in `vm_name` or `NewHostName`. */
function sharedPrefix(keys: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const [prefix] = /^[A-Za-z][a-z0-9]*(?=[A-Z_-])/.exec(key) ?? [];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (!most || most[1] < MIN_PREFIXED || most[1] * 2 <= keys.length) return undefined;
  return most[0];
}

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
  const text = value.slice(0, MAX_TEXT_LENGTH).trim();
  return text === '' ? undefined : text;
}
