import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';

interface Search<T, Thing> {
  /** What it is called when it is gone: `That pod`. */
  readonly what: string;
  readonly list: (value: T) => readonly Thing[];
  readonly is: (thing: Thing) => boolean;
}

/** The one thing that an action is about, in a fresh answer. It is only gone when the answer is whole. */
export async function findOne<T, Thing>(
  asked: AsyncReading<T>,
  { what, list, is }: Search<T, Thing>,
): Promise<Result<Thing, Failure>> {
  const answer = await asked;
  if (!answer.ok) return answer;
  const { value, partial } = answer.value;
  const thing = list(value).find(is);
  if (thing !== undefined) return ok(thing);
  if (partial === undefined) return err({ kind: 'not-found', what });
  return err({ kind: 'bad-input', hint: `${what} is not seen: ${partial}` });
}
