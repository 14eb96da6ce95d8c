import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import { readNumber } from '../../vendor-records/units.ts';
import { assumeFacts } from './fill-facts.ts';
import { wordsOf } from './read-only.ts';

const MAX_OWNERS = 500;
const MAX_RECORDS = 2000;
const MAX_KEYS = 100;
/** The most lists inside of one owner. */
const MAX_LISTS = 8;
const MAX_WORD_LENGTH = 40;

/** The things that own others, and the fact of a record that names its owner. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ...['host', 'hypervisor', 'server', 'node', 'esxi'].map((it) => [it, 'node'] as const),
  ...['namespace', 'site', 'device'].map((it) => [it, it] as const),
  ...['agent', 'endpoint'].map((it) => [it, 'host'] as const),
]);
/** Facts of an owner by which there is more than is in its list. */
const FAULT = /^(?:error|errors|truncated|has_?more|incomplete|partial)$/i;
const COUNT = /(?:^|_)(?:count|total)$/i;

/** The records of one list inside of each owner. */
export interface Owned {
  readonly key: string;
  readonly records: readonly unknown[];
}

/** The name of what owns the items of `hosts`, or undefined for things that own none. */
export function ownerOf(key: string): string | undefined {
  const word = wordsOf(key.slice(0, MAX_WORD_LENGTH)).at(-1)?.replace(/s$/, '') ?? '';
  return OWNERS.has(word) ? word : undefined;
}

/**
 * The records inside of what they belong to, each with the name of its owner. Nothing where an owner
 * has no such list or fewer records than it counts: those would not be all.
 */
export function ownedRecords(
  owners: readonly unknown[],
  owner: string | undefined,
  isOwn: (key: string) => boolean,
): readonly Owned[] {
  if (owners.length === 0 || owners.length > MAX_OWNERS) return [];
  const entries = owners.map((it) => entriesOf(it).slice(0, MAX_KEYS));
  const keys = new Set(entries.flatMap((it) => it.map(([key]) => key).filter(isOwn)));
  const kind = owner ?? ownerIn(entries[0] ?? []);
  if (keys.size === 0 || keys.size > MAX_LISTS || kind === undefined) return [];
  const owned = [...keys].map((key) => ({ key, lists: entries.map((it) => listIn(it, key)) }));
  const isWhole = owned.every(({ lists }) => lists.every((it) => it !== undefined));
  if (!isWhole || entries.some((it) => isMissing(it, keys))) return [];
  return owned.map(({ key, lists }) => ({
    key,
    records: lists
      .flatMap((list, at) => (list ?? []).map((it) => assumeFacts(namedBy(owners[at], kind), it)))
      .slice(0, MAX_RECORDS),
  }));
}

type Entries = readonly (readonly [string, unknown])[];

/** An owner that says what it is, and that is nothing else besides. */
function ownerIn(entries: Entries): string | undefined {
  if (entries.some(([key]) => /^(?:name|vm_?id|id|title|type)$/i.test(key))) return undefined;
  const named = entries.find(
    ([key, it]) => OWNERS.has(key.toLowerCase()) && typeof it === 'string',
  );
  return named?.[0].toLowerCase();
}

function listIn(entries: Entries, key: string): readonly unknown[] | undefined {
  const [, list] = entries.find(([it]) => it === key) ?? [];
  if (list === null) return [];
  if (!isList(list) || !list.every((it) => entriesOf(it).length > 0)) return undefined;
  return list;
}

/** An owner that failed, or that counts more than it holds. */
function isMissing(entries: Entries, keys: ReadonlySet<string>): boolean {
  const sizes = [...keys].map((key) => listIn(entries, key)?.length ?? 0);
  const held = sizes.reduce((sum, it) => sum + it, 0);
  return entries.some(([key, value]) => {
    if (FAULT.test(key)) return Boolean(value) && !(isList(value) && value.length === 0);
    return COUNT.test(key) && (readNumber(value) ?? 0) > held;
  });
}

function namedBy(owner: unknown, kind: string): Readonly<Record<string, unknown>> {
  const name = recordReader(owner)?.text(kind, 'name', 'hostname', 'host', 'label', 'title', 'id');
  return name === undefined ? {} : { [OWNERS.get(kind) ?? kind]: name };
}
