import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';

interface Search<T, Item> {
  /** The name used when it is missing: `That pod`. */
  readonly what: string;
  readonly list: (value: T) => readonly Item[];
  readonly is: (item: Item) => boolean;
}

/** Finds the object of an action in a fresh answer. It is reported as not found only when the answer is complete. */
export async function findOne<T, Item>(
  reading: AsyncReading<T>,
  { what, list, is }: Search<T, Item>,
): Promise<Result<Item, Failure>> {
  const answer = await reading;
  if (!answer.ok) return answer;
  const { value, missing } = answer.value;
  const item = list(value).find(is);
  if (item !== undefined) return ok(item);
  if (missing === undefined) return err({ kind: 'not-found', what });
  return err({ kind: 'bad-input', hint: `${what} is not seen: ${missing}` });
}
