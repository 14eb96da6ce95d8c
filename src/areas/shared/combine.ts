import type { Failure } from '../../core/failure.ts';
import type { AsyncReading, PartialView, Reading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

export type ReadFn<T> = () => AsyncReading<T>;

type Reads<T> = { readonly [Part in keyof T]: ReadFn<T[Part]> | undefined };

/** The result of several reads: the parts that succeeded, and the age and completeness of the whole. */
export interface CombinedReadings<T> {
  readonly parts: Partial<T>;
  readonly failures: Partial<Record<keyof T, Failure>>;
  /** The gaps of each part. */
  readonly unseen: Partial<Record<keyof T, PartialView>>;
  /** Dated by the oldest part, and partial when a part is missing. */
  readonly about: Omit<Reading<unknown>, 'value' | 'unseen'>;
}

/** Runs several reads at once. A part that has no source is left out and does not count as a gap. */
export async function combineReadings<T extends object>(
  reads: Reads<T>,
): Promise<CombinedReadings<T>> {
  const parts: Partial<T> = {};
  const failures: Partial<Record<keyof T, Failure>> = {};
  const unseen: Partial<Record<keyof T, PartialView>> = {};
  const readings: Reading<unknown>[] = [];
  const gaps: string[] = [];

  const collect = <Part extends keyof T>(part: Part, answer: Result<Reading<T[Part]>, Failure>) => {
    if (answer.ok) {
      parts[part] = answer.value.value;
      readings.push(answer.value);
      if (answer.value.unseen) unseen[part] = answer.value.unseen;
      if (answer.value.missing) gaps.push(answer.value.missing);
    } else {
      failures[part] = answer.error;
      if (answer.error.kind === 'no-source') return;
      gaps.push(`no answer about ${String(part)}`);
    }
  };

  const running: Promise<() => void>[] = [];
  for (const part in reads) {
    const reading = reads[part]?.();
    if (reading) running.push(reading.then((answer) => () => collect(part, answer)));
  }
  // In the order of the reads, whichever is answered first: a list keeps its numbers from one look to the next.
  for (const collectPart of await Promise.all(running)) collectPart();
  const about = { ...aboutAll(readings, gaps), ...flagsOf(readings, Object.values(failures)) };
  return { parts, failures, unseen, about };
}

function flagsOf(
  readings: readonly Reading<unknown>[],
  failures: readonly (Failure | undefined)[],
): Pick<Reading<unknown>, 'isCut' | 'isRateLimited'> {
  const isCut = readings.some((reading) => reading.isCut || isCutOff(reading.unseen));
  const isRateLimited = [...readings, ...failures].some(
    (it) => it && 'isRateLimited' in it && it.isRateLimited,
  );
  return { ...(isCut && { isCut }), ...(isRateLimited && { isRateLimited }) };
}

/** Returns false when only certain kinds are left out: all things of the other kinds were seen. */
const isCutOff = (unseen: PartialView | undefined): boolean =>
  unseen !== undefined && unseen.kinds === undefined;

/** Marks a reading as partial when `part` has no source at all. */
export const markIncomplete = <T>(
  about: CombinedReadings<T>['about'],
  part: unknown,
  what: string,
) =>
  part === undefined && !about.missing ? { ...about, missing: `no source for ${what}` } : about;

/** Joins what is missing, each part of it once: a reading may name the same gap as another. */
function joinGaps(gaps: readonly string[]): string {
  const named = new Set<string>();
  const isNew = (part: string): boolean => {
    const isRepeated = part.startsWith('no answer about ') && named.has(part);
    named.add(part);
    return !isRepeated;
  };
  return [...new Set(gaps)]
    .toSorted()
    .flatMap((gap) => gap.split(', ').filter(isNew))
    .join(', ');
}

function aboutAll(readings: readonly Reading<unknown>[], gaps: readonly string[]) {
  const missing = joinGaps(gaps);
  return {
    asOf: Math.min(...readings.map(({ asOf }) => asOf)),
    source: [...new Set(readings.map(({ source }) => source))].join(', '),
    ...(missing && { missing }),
  };
}
