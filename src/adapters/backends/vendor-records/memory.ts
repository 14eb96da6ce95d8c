import type { RecordReader } from './record-reader.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** The fact that says how many bytes one unit of memory has, where the names of a record do not. */
export const MEMORY_UNIT = 'assumedMemoryUnit';

const USED = [
  ...['mem', 'memory_used', 'mem_used', 'used_memory'],
  ...['memory.used', 'mem.used', 'ram.used'],
];
const TOTAL = [
  ...['maxmem', 'memory_total', 'mem_total', 'total_memory'],
  ...['memory.total', 'mem.total', 'ram.total', 'memory_max', 'max_mem'],
  'memory_size',
];
const TOTAL_OF_GUEST = [...TOTAL, 'max_memory', 'memory_allocated', 'allocated_memory'];
/** Names for the memory that is used, or for what is set aside. */
const EITHER = ['memory', 'ram'];

/** The memory of one machine. */
interface Memory {
  readonly used?: number | undefined;
  readonly total?: number | undefined;
}

interface Amount {
  readonly bytes: number;
  /** Nothing says in which unit it is. */
  readonly isBare: boolean;
}

/** Returns the memory of a host; a size that is told in another unit than bytes, and none says which, is left out. */
export function memoryOfHost(
  facts: RecordReader,
): Memory & { readonly ratio?: number | undefined } {
  const total = amountOf(facts, TOTAL) ?? totalBehindSlash(facts, ['memory', 'mem', 'ram']);
  const used = amountOf(facts, USED);
  const isInOneUnit = used?.isBare === total?.isBare;
  const isLikely = total !== undefined && (!total.isBare || total.bytes > GIB);
  return {
    used: used?.bytes,
    total: isLikely ? total.bytes : undefined,
    ratio:
      used && total && total.bytes > 0 && (isInOneUnit || isLikely)
        ? used.bytes / total.bytes
        : undefined,
  };
}

/** No guest has less: a smaller number is one in another unit. Numbers of Proxmox are bytes, those of others often KiB. */
const MIN_TOTAL = { numbered: 64 * MIB, other: 256 * MIB };
const MIN_USED = { numbered: MIB, other: 64 * MIB };

/** Returns the memory of a guest; a number that can be no number of bytes is left out. */
export function memoryOfGuest(facts: RecordReader, isNumbered: boolean): Memory {
  const by = isNumbered ? 'numbered' : 'other';
  const told = amountOf(facts, TOTAL_OF_GUEST) ?? totalBehindSlash(facts, ['memory', 'mem', 'ram']);
  const sized = told
    ? undefined
    : EITHER.map((name) => sizeBySuffix(facts, name)).find((it) => it !== undefined);
  const total = told ?? sized;
  if (total?.isBare && total.bytes > 0 && total.bytes <= MIN_TOTAL[by]) return {};
  const used = amountOf(facts, USED) ?? (sized ? undefined : usedOrSetAside(facts, total));
  const isUnlikely =
    used?.isBare && used.bytes > 0 && used.bytes < MIN_USED[total ? 'numbered' : by];
  return { used: isUnlikely ? undefined : used?.bytes, total: total?.bytes };
}

/** A number alone may be what is set aside, in any unit, and so is all that a guest may have: none uses it to the last byte. */
function usedOrSetAside(facts: RecordReader, total: Amount | undefined): Amount | undefined {
  const amount = amountOf(facts, EITHER);
  const isSetAside = total ? amount?.bytes === total.bytes : amount?.isBare;
  return isSetAside ? undefined : amount;
}

/** The size of `memory_mb`: what a machine uses is called so. */
function sizeBySuffix(facts: RecordReader, name: string): Amount | undefined {
  const isPlain = facts.raw(name) === undefined && amountOf(facts, USED) === undefined;
  const bytes = isPlain ? facts.bytes(name) : undefined;
  return bytes === undefined ? undefined : { bytes, isBare: false };
}

function amountOf(facts: RecordReader, names: readonly string[]): Amount | undefined {
  const unit =
    facts.number(MEMORY_UNIT) ?? unitIn(facts.text('memory_unit', 'mem_unit', 'memory_units'));
  for (const name of names) {
    const number = facts.number(name);
    if (number !== undefined && number >= 0) {
      return { bytes: number * (unit ?? 1), isBare: unit === undefined };
    }
    const bytes = facts.bytes(name);
    if (bytes !== undefined) return { bytes, isBare: false };
  }
  return undefined;
}

function totalBehindSlash(facts: RecordReader, names: readonly string[]): Amount | undefined {
  const bytes = facts.total(...names);
  return bytes === undefined ? undefined : { bytes, isBare: false };
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:bytes?|b)$/i, 1],
  [/^(?:ki?b|ki|k|kibibytes?|kilobytes?)$/i, 1024],
  [/^(?:mi?b|mi|m|mebibytes?|megabytes?)$/i, MIB],
  [/^(?:gi?b|gi|g|gibibytes?|gigabytes?)$/i, GIB],
];

/** Returns the bytes in a unit by its name. */
export const unitIn = (word = ''): number | undefined =>
  UNITS.find(([pattern]) => pattern.test(word.trim()))?.[1];
