import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { Asked } from '../core/reading.ts';
import { err, map, ok, type Result } from '../core/result.ts';
import { type Finding, type Operation, operation } from './operation.ts';

interface Wording {
  readonly name: string;
  readonly summary: string;
}

/** An operation that asks one question and words the answer. */
export const reads = <T>(
  wording: Wording,
  ask: () => Asked<T>,
  format: (value: T) => Finding,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({}),
    run: async () =>
      map(await ask(), ({ value, asOf, failure }) => ({ ...format(value), asOf, failure })),
  });

interface OneOf<T, Thing> {
  /** What such a thing is called when it is gone: `Pod`. */
  readonly what: string;
  readonly list: (value: T) => readonly Thing[];
  readonly idOf: (thing: Thing) => string;
  readonly format: (thing: Thing) => string;
}

/** An operation that reads a list again and words the one thing asked for by its id. */
export const readsOne = <T, Thing>(
  wording: Wording,
  ask: () => Asked<T>,
  { what, list, idOf, format }: OneOf<T, Thing>,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({ id: z.string() }),
    async run({ id }): Promise<Result<Finding, Failure>> {
      const answer = await ask();
      if (!answer.ok) return answer;
      const { value, asOf, failure } = answer.value;
      const thing = list(value).find((candidate) => idOf(candidate) === id);
      if (thing) return ok({ text: format(thing), asOf, failure });
      // What an old list does not hold may be there all the same.
      return err(failure ?? { kind: 'not-found', what });
    },
  });
