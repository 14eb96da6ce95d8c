import type { Clock } from '../../../core/clock.ts';
import type { AsyncReading } from '../../../core/reading.ts';
import { err, ok } from '../../../core/result.ts';
import { createSlices } from '../../../core/slices.ts';
import { type Read, SKIPPED } from './skip.ts';

/** More records than this are of no use on a phone. */
const MAX_RECORDS = 2000;

/** The source of a reading, by its name in texts and by its address. */
export interface Origin {
  readonly service: string;
  readonly source: string;
}

interface Dependencies<T> {
  readonly from: Origin;
  readonly clock: Clock;
  /** A word for the records, shown to people: `guests`. */
  readonly what: string;
  readonly read: Read<T>;
  readonly max?: number | undefined;
}

/** Reads a list of records. If none of them is readable, that is a failure, never an empty list. */
export async function readList<T>(
  records: readonly unknown[],
  { from, clock, what, read, max = MAX_RECORDS }: Dependencies<T>,
): AsyncReading<readonly T[]> {
  const now = clock.now();
  const slice = createSlices();
  const answers: (T | typeof SKIPPED | undefined)[] = [];
  for (const record of records.slice(0, MAX_RECORDS)) {
    answers.push(read(record, now));
    await slice();
  }
  const known = answers.filter((answer) => answer !== undefined);
  if (records.length > 0 && known.length === 0) {
    const cause = `none of ${records.length} ${what} is readable`;
    return err({ kind: 'invalid-response', service: from.service, cause });
  }
  const unreadable = answers.length - known.length;
  const missing = [
    ...(unreadable > 0 ? [`${unreadable} ${what} not readable`] : []),
    ...(records.length >= max ? [`only the first ${answers.length} ${what}`] : []),
  ].join(', ');
  return ok({
    value: answers.filter(isIncluded),
    asOf: now,
    source: from.source,
    ...(missing && { missing }),
  });
}

const isIncluded = <T>(answer: T | typeof SKIPPED | undefined): answer is T =>
  answer !== undefined && answer !== SKIPPED;
