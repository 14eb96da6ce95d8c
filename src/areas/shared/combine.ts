import type { Failure } from '../../core/failure.ts';
import type { AsyncReading, PartialView, Reading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

export type ReadFn<T> = () => AsyncReading<T>;

type Asks<T> = { readonly [Part in keyof T]: ReadFn<T[Part]> | undefined };

/** What several questions came to: the parts that were answered, and how good they are as a whole. */
export interface CombinedReadings<T> {
  readonly parts: Partial<T>;
  readonly failures: Partial<Record<keyof T, Failure>>;
  /** What the parts leave out, each by itself. */
  readonly unseen: Partial<Record<keyof T, PartialView>>;
  /** As old as the oldest part, and partial when one is missing. */
  readonly about: Omit<Reading<unknown>, 'value' | 'unseen'>;
}

/** Ask several questions at once. A part that nobody can be asked about is simply not there. */
export async function combineReadings<T extends object>(
  asks: Asks<T>,
): Promise<CombinedReadings<T>> {
  const parts: Partial<T> = {};
  const failures: Partial<Record<keyof T, Failure>> = {};
  const unseen: Partial<Record<keyof T, PartialView>> = {};
  const readings: Reading<unknown>[] = [];
  const gaps: string[] = [];

  const note = <Part extends keyof T>(part: Part, answer: Result<Reading<T[Part]>, Failure>) => {
    if (answer.ok) {
      parts[part] = answer.value.value;
      readings.push(answer.value);
      if (answer.value.unseen) unseen[part] = answer.value.unseen;
      if (answer.value.partial) gaps.push(answer.value.partial);
    } else {
      failures[part] = answer.error;
      if (answer.error.kind === 'no-source') return;
      gaps.push(`no answer about ${String(part)}`);
    }
  };

  const running: Promise<void>[] = [];
  for (const part in asks) {
    const asked = asks[part]?.();
    if (asked) running.push(asked.then((answer) => note(part, answer)));
  }
  await Promise.all(running);
  return { parts, failures, unseen, about: aboutAll(readings, gaps) };
}

/** The same, when even the sources that answered leave out what the answer should be made of. */
export const lacking = <T>(about: CombinedReadings<T>['about'], part: unknown, what: string) =>
  part === undefined && !about.partial ? { ...about, partial: `no source for ${what}` } : about;

function aboutAll(readings: readonly Reading<unknown>[], gaps: readonly string[]) {
  const partial = [...new Set(gaps)].toSorted().join(', ');
  return {
    asOf: Math.min(...readings.map(({ asOf }) => asOf)),
    source: [...new Set(readings.map(({ source }) => source))].join(', '),
    ...(partial && { partial }),
  };
}
