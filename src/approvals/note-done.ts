import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { currentTraceId } from '../core/trace.ts';
import type { Caller } from '../people/caller.ts';

/** A change that a person made with one text, without a code. */
interface Done {
  readonly action: string;
  readonly input: object;
  readonly words: string;
}

/** Adds an audit entry for a change that needed no code; resolves when it is committed. */
export type RecordCompletion = (caller: Pick<Caller, 'id' | 'face'>, done: Done) => Promise<void>;

interface Dependencies {
  readonly audit: Pick<Audit, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
}

export const createRecordCompletion =
  ({ audit, clock }: Dependencies): RecordCompletion =>
  ({ id, face }, { action, input, words }) => {
    const [run, at, trip] = [randomUUID(), clock.now(), currentTraceId()];
    const line = { run, at, who: id, face, action, trip } as const;
    return audit.add({ ...line, input: JSON.stringify(input), event: 'done', words });
  };
