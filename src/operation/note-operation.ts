import type { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, map, type Result } from '../core/result.ts';
import type { Caller } from '../people/caller.ts';
import type { Finding } from './finding.ts';
import type { Answer } from './read-operation.ts';

/** An ability that changes only what the relay itself keeps, such as the acknowledgement of an alert. It needs no code. */
export interface NoteOperation {
  readonly name: string;
  readonly summary: string;
  readonly risk: 'note';
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  call(input: unknown, by: Caller): Promise<Result<Answer, Failure>>;
}

interface NoteSpec<Input extends z.ZodObject, Value> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly output: z.ZodType;
  readonly note: (input: z.infer<Input>, by: Caller) => Promise<Result<Noted<Value>, Failure>>;
  readonly format: (value: Value, time: LocalTime) => Finding;
}

interface Noted<Value> {
  readonly value: Value;
  readonly asOf: number;
  readonly source: string;
}

/** Defines a note. Its input is validated here, so `note` only ever receives valid input. */
export function defineNote<Input extends z.ZodObject, Value>(
  spec: NoteSpec<Input, Value>,
): NoteOperation {
  const { name, summary, input, output, note, format } = spec;
  return {
    ...{ name, summary, risk: 'note', input, output },
    async call(raw, by) {
      const parsed = input.safeParse(raw);
      if (!parsed.success) return err({ kind: 'bad-input', hint: `${name} cannot read this` });
      return map(await note(parsed.data, by), (noted) => ({
        ...noted,
        format: (time) => format(noted.value, time),
      }));
    },
  };
}
