import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { AsyncReading, PartialView, Reading } from '../core/reading.ts';
import { err, map, ok, type Result } from '../core/result.ts';
import type { ActionOption } from './offer.ts';
import { type Finding, type Operation, operation } from './operation.ts';

interface Wording {
  readonly name: string;
  readonly summary: string;
}

/** Defines an operation that reads one value and formats all of it. */
export const defineListRead = <T>(
  wording: Wording,
  read: () => AsyncReading<T>,
  format: (value: T, unseen: PartialView | undefined, time: LocalTime) => Finding,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({}),
    run: async (_, time) =>
      map(await read(), ({ value, ...about }) => ({
        ...format(value, about.unseen, time),
        ...freshnessOf(about),
      })),
  });

/** Defines an operation that reads one value and formats the part of it that belongs to one id. */
export const defineGroupRead = <T>(
  wording: Wording,
  read: () => AsyncReading<T>,
  format: (value: T, id: string, unseen: PartialView | undefined) => Finding,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({ id: z.string() }),
    run: async ({ id }) =>
      map(await read(), ({ value, ...about }) => ({
        ...format(value, id, about.unseen),
        ...freshnessOf(about),
      })),
  });

type About = Omit<Reading<unknown>, 'value'>;

/** The fields of a reading that say how fresh and complete it is. */
const freshnessOf = ({ asOf, failure, missing }: About): Omit<Finding, 'text'> => ({
  asOf,
  failure,
  missing,
});

export interface ItemOptions<T, Thing> {
  /** The word for such a thing when it is gone: `Pod`. */
  readonly what: string;
  readonly list: (value: T) => readonly Thing[];
  readonly idOf: (thing: Thing) => string;
  readonly format: (thing: Thing, time: LocalTime) => string;
  /** Reads what is only needed for this one thing: a line or more below the rest. */
  readonly more?: (thing: Thing, time: LocalTime) => Promise<string | undefined>;
  /** The actions that its present state allows. */
  readonly offers?: (thing: Thing) => Promise<readonly ActionOption[]>;
}

/** Defines an operation that reads a list again and formats the one item with the given id. */
export const defineItemRead = <T, Thing>(
  wording: Wording,
  read: () => AsyncReading<T>,
  { what, list, idOf, format, more, offers }: ItemOptions<T, Thing>,
): Operation =>
  operation({
    ...wording,
    risk: 'read',
    input: z.object({ id: z.string() }),
    async run({ id }, time): Promise<Result<Finding, Failure>> {
      const answer = await read();
      if (!answer.ok) return answer;
      const { value, ...about } = answer.value;
      const thing = list(value).find((candidate) => idOf(candidate) === id);
      // A thing that an old list does not hold may exist all the same.
      if (!thing) return err(about.failure ?? { kind: 'not-found', what });
      const [below, offered] = await Promise.all([more?.(thing, time), offers?.(thing)]);
      const text = [format(thing, time), ...(below === undefined ? [] : [below])].join('\n');
      const finding = { text, ...freshnessOf({ ...about, missing: undefined }) };
      return ok(offered ? { ...finding, offers: offered } : finding);
    },
  });
