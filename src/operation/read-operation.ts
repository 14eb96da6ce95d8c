import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { AsyncReading, PartialView, Reading } from '../core/reading.ts';
import { err, map, ok, type Result } from '../core/result.ts';
import type { Finding } from './finding.ts';
import { Offer } from './offer.ts';

/** The data of a read, with its age and its source. */
export interface Answer extends Reading<unknown> {
  /** Derives the text from the data; its times are those of the zone of whoever reads it. */
  readonly format: (time: LocalTime) => Finding;
}

/** An ability of the relay that changes nothing. */
export interface ReadOperation {
  readonly name: string;
  readonly summary: string;
  readonly risk: 'read';
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  call(input: unknown): Promise<Result<Answer, Failure>>;
}

interface Wording {
  readonly name: string;
  readonly summary: string;
}

interface ReadSpec<Input extends z.ZodObject, Value> extends Wording {
  readonly input: Input;
  /** Describes the data; a test holds every read to it. */
  readonly output: z.ZodType;
  readonly read: (input: z.infer<Input>) => AsyncReading<Value>;
  readonly format: (value: Value, unseen: PartialView | undefined, time: LocalTime) => Finding;
}

/** Defines a read. Its input is validated here, so `read` only ever receives valid input. */
export function defineRead<Input extends z.ZodObject, Value>(
  spec: ReadSpec<Input, Value>,
): ReadOperation {
  const { name, summary, input, output, read, format } = spec;
  return {
    ...{ name, summary, risk: 'read', input, output },
    async call(raw) {
      const parsed = input.safeParse(raw);
      if (!parsed.success) {
        return err({ kind: 'bad-input', hint: `${name} was asked for something it cannot read` });
      }
      return map(await read(parsed.data), (reading) => ({
        ...reading,
        format: (time) => ({
          ...format(reading.value, reading.unseen, time),
          ...freshnessOf(reading),
        }),
      }));
    },
  };
}

const freshnessOf = ({
  asOf,
  failure,
  missing,
  failures,
}: Reading<unknown>): Omit<Finding, 'text'> => ({ asOf, failure, missing, failures });

const NOTHING = z.strictObject({});

/** Defines a read of one value that needs no input. */
export const defineListRead = <Value>(
  spec: Omit<ReadSpec<typeof NOTHING, Value>, 'input'>,
): ReadOperation => defineRead({ ...spec, input: NOTHING });

const Id = z.strictObject({ id: z.string() });

/** Defines a read of the part of a value that belongs to one id. */
export const defineGroupRead = <Value>(
  spec: Omit<ReadSpec<typeof Id, Value>, 'input'>,
): ReadOperation => defineRead({ ...spec, input: Id });

/** Data that is only read for one thing, and its text: a line or more below the rest. */
export interface ItemDetail<Thing, Detail> {
  readonly output: z.ZodType<Detail>;
  readonly read: (thing: Thing) => Promise<Detail | undefined>;
  readonly format: (detail: Detail, time: LocalTime) => string | undefined;
}

export interface ItemOptions<Value, Thing, Detail> {
  /** The word for such a thing when it is gone: `Pod`. */
  readonly what: string;
  readonly item: z.ZodType<Thing>;
  readonly list: (value: Value) => readonly Thing[];
  readonly idOf: (thing: Thing) => string;
  readonly format: (thing: Thing, time: LocalTime) => string;
  readonly detail?: ItemDetail<Thing, Detail>;
  /** The changes that its present state allows. */
  readonly offers?: (thing: Thing) => Promise<readonly Offer[]>;
}

/** Defines a read of a list that returns the one item with the given id. */
export function defineItemRead<Value, Thing, Detail>(
  wording: Wording,
  readList: () => AsyncReading<Value>,
  { what, item, list, idOf, format, detail, offers }: ItemOptions<Value, Thing, Detail>,
): ReadOperation {
  const output = z.object({
    item,
    ...(detail && { detail: detail.output.optional() }),
    ...(offers && { changes: z.array(Offer) }),
  });
  return defineRead<typeof Id, ItemValue<Thing, Detail>>({
    ...wording,
    input: Id,
    output,
    async read({ id }) {
      const answer = await readList();
      if (!answer.ok) return answer;
      const { value, ...about } = answer.value;
      const thing = list(value).find((candidate) => idOf(candidate) === id);
      // A thing that an old list does not hold may exist all the same.
      if (!thing) return err(about.failure ?? { kind: 'not-found', what });
      const [more, changes] = await Promise.all([detail?.read(thing), offers?.(thing)]);
      const found = {
        item: thing,
        ...(more !== undefined && { detail: more }),
        ...(changes && { changes }),
      };
      return ok({ ...about, missing: undefined, unseen: undefined, value: found });
    },
    format(value, _, time) {
      const below = value.detail === undefined ? undefined : detail?.format(value.detail, time);
      const text = [format(value.item, time), ...(below === undefined ? [] : [below])].join('\n');
      return { text, ...(value.changes && { offers: value.changes }) };
    },
  });
}

interface ItemValue<Thing, Detail> {
  readonly item: Thing;
  readonly detail?: Detail | undefined;
  readonly changes?: readonly Offer[] | undefined;
}
