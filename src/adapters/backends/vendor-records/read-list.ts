import type { Clock } from '../../../core/clock.ts';
import type { AsyncReading } from '../../../core/reading.ts';
import { err, ok } from '../../../core/result.ts';
import { createSlices } from '../../../core/slices.ts';
import { type Read, SKIPPED } from './skip.ts';

/** Nobody reads more than this on a phone. */
const MAX_RECORDS = 2000;

/** Who said it, as a reading wants to know. */
export interface Origin {
  readonly service: string;
  readonly source: string;
}

interface Dependencies<T> {
  readonly from: Origin;
  readonly clock: Clock;
  /** What the records are, in a word for people: `guests`. */
  readonly what: string;
  readonly read: Read<T>;
  readonly most?: number | undefined;
}

/** Things from records. Nothing readable in any of them is a failure, never an empty list. */
export async function readList<T>(
  records: readonly unknown[],
  { from, clock, what, read, most = MAX_RECORDS }: Dependencies<T>,
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
  const unread = answers.length - known.length;
  const partial = [
    ...(unread > 0 ? [`${unread} ${what} not readable`] : []),
    ...(records.length >= most ? [`only the first ${answers.length} ${what}`] : []),
  ].join(', ');
  return ok({
    value: answers.filter(isThing),
    asOf: now,
    source: from.source,
    ...(partial && { partial }),
  });
}

const isThing = <T>(answer: T | typeof SKIPPED | undefined): answer is T =>
  answer !== undefined && answer !== SKIPPED;
