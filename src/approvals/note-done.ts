import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import { currentTraceId } from '../core/trace.ts';
import type { PersonId } from '../people/person.ts';

/** A change that a person made with one text, without a code. */
interface Done {
  readonly action: string;
  readonly input: object;
  readonly words: string;
}

/** Adds an audit entry for a change that needed no code; resolves when it is committed. */
export type RecordCompletion = (person: PersonId, done: Done) => Promise<void>;

interface Dependencies {
  readonly audit: Pick<Audit, 'add'>;
  readonly commit: (work: () => void) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
}

export const createRecordCompletion =
  ({ audit, commit, clock }: Dependencies): RecordCompletion =>
  (person, { action, input, words }) => {
    const [run, at, trip] = [randomUUID(), clock.now(), currentTraceId()];
    const line = { run, at, who: person, face: 'menu', action, trip } as const;
    return commit(() => audit.add({ ...line, input: JSON.stringify(input), event: 'done', words }));
  };
