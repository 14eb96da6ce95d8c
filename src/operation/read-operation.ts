import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { AsyncReading, PartialView, Reading } from '../core/reading.ts';
import { err, map, ok, type Result } from '../core/result.ts';
import type { ActionOption } from './offer.ts';
import { type Finding, type Operation, operation } from './operation.ts';

interface Wording {
  readonly name: string;
  readonly summary: string;
}

/** An operation that asks one question and words the answer. */
export const defineListRead = <T>(
  wording: Wording,
  ask: () => AsyncReading<T>,
  format: (value: T, unseen: PartialView | undefined) => Finding,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({}),
    run: async () =>
      map(await ask(), ({ value, ...about }) => ({
        ...format(value, about.unseen),
        ...goodness(about),
      })),
  });

/** An operation that asks one question and words what in the answer belongs to one id. */
export const defineGroupRead = <T>(
  wording: Wording,
  ask: () => AsyncReading<T>,
  format: (value: T, id: string, unseen: PartialView | undefined) => Finding,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({ id: z.string() }),
    run: async ({ id }) =>
      map(await ask(), ({ value, ...about }) => ({
        ...format(value, id, about.unseen),
        ...goodness(about),
      })),
  });

type About = Omit<Reading<unknown>, 'value'>;

/** How good an answer is, as far as a person wants to know. */
const goodness = ({ asOf, failure, partial }: About): Omit<Finding, 'text'> => ({
  asOf,
  failure,
  partial,
});

interface OneOf<T, Thing> {
  /** What such a thing is called when it is gone: `Pod`. */
  readonly what: string;
  readonly list: (value: T) => readonly Thing[];
  readonly idOf: (thing: Thing) => string;
  readonly format: (thing: Thing) => string;
  /** What is only asked for this one thing: a line or more under the rest. */
  readonly more?: (thing: Thing) => Promise<string | undefined>;
  /** What can be done about it, as it is now. */
  readonly offers?: (thing: Thing) => Promise<readonly ActionOption[]>;
}

/** An operation that reads a list again and words the one thing asked for by its id. */
export const defineItemRead = <T, Thing>(
  wording: Wording,
  ask: () => AsyncReading<T>,
  { what, list, idOf, format, more, offers }: OneOf<T, Thing>,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({ id: z.string() }),
    async run({ id }): Promise<Result<Finding, Failure>> {
      const answer = await ask();
      if (!answer.ok) return answer;
      const { value, ...about } = answer.value;
      const thing = list(value).find((candidate) => idOf(candidate) === id);
      // What an old list does not hold may be there all the same.
      if (!thing) return err(about.failure ?? { kind: 'not-found', what });
      const [below, offered] = await Promise.all([more?.(thing), offers?.(thing)]);
      const text = [format(thing), ...(below === undefined ? [] : [below])].join('\n');
      const said = { text, ...goodness({ ...about, partial: undefined }) };
      return ok(offered ? { ...said, offers: offered } : said);
    },
  });
