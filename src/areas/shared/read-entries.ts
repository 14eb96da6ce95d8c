import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';
import { type FoundEntries, type SearchEntry, toFoundEntries } from './area.ts';
import type { CachedReading } from './reading-cache.ts';

interface Lists<Values> {
  /** A list that fails is a gap in what was found. */
  readonly lists: readonly CachedReading<Partial<Values>>[];
  /** Lists that may fail without leaving a gap, because others hold the same names. */
  readonly others?: readonly CachedReading<Partial<Values>>[];
}

/** Reads lists again at the same time, and returns the search entries of those that answered. */
export async function readEntries<Values>(
  service: string,
  { lists, others = [] }: Lists<Values>,
  entriesOf: (values: Partial<Values>) => readonly SearchEntry[],
): Promise<Result<FoundEntries, Failure>> {
  const answers = await Promise.all([...lists, ...others].map((list) => list.refresh()));
  const values: Partial<Values> = {};
  for (const answer of answers) if (answer.ok) Object.assign(values, answer.value.value);
  return toFoundEntries(service, answers.slice(0, lists.length), entriesOf(values));
}
