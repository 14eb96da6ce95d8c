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

/** The facts in a record, whatever the spelling: `macAddress`, `mac_address` and `MAC-ADDRESS` are one name. */
export function factsOf(record: unknown): Facts | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;

  const values = byPlainName(record);

  function raw(...names: readonly string[]): unknown {
    for (const name of names) {
      const [head = '', ...rest] = name.split('.').map(plain);
      const value = rest.reduce((inner, part) => byPlainName(inner).get(part), values.get(head));
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

/** Every spelling of a name alike. */
const byPlainName = (record: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    typeof record === 'object' && record !== null
      ? Object.entries(record).map(([key, value]) => [plain(key), value])
      : [],
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
