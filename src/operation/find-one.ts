import type { Failure } from '../core/failure.ts';
import type { Asked } from '../core/reading.ts';
import { err, ok, type Result } from '../core/result.ts';

interface Search<T, Thing> {
  /** What it is called when it is gone: `That pod`. */
  readonly what: string;
  readonly list: (value: T) => readonly Thing[];
  readonly is: (thing: Thing) => boolean;
}

/** The one thing that an action is about, in a fresh answer. */
export async function findOne<T, Thing>(
  asked: Asked<T>,
  { what, list, is }: Search<T, Thing>,
): Promise<Result<Thing, Failure>> {
  const answer = await asked;
  if (!answer.ok) return answer;
  const thing = list(answer.value.value).find(is);
  return thing === undefined ? err({ kind: 'not-found', what }) : ok(thing);
}
