import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { currentTrip } from '../core/trace.ts';

/** What a person did with one text, without a code. */
interface Done {
  readonly action: string;
  readonly input: object;
  readonly words: string;
}

/** Adds to the record what a person did with one text; resolves when it is committed. */
export type NoteDone = (person: PhoneNumber, done: Done) => Promise<void>;

interface Parts {
  readonly audit: Pick<Audit, 'add'>;
  readonly commit: (work: () => void) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Creates the record's way in for what needs no code and is done at once. */
export const createNoteDone =
  ({ audit, commit, clock }: Parts): NoteDone =>
  (person, { action, input, words }) => {
    const [run, at, trip] = [randomUUID(), clock.now(), currentTrip()];
    const line = { run, at, who: person, face: 'menu', action, trip } as const;
    return commit(() => audit.add({ ...line, input: JSON.stringify(input), event: 'done', words }));
  };
