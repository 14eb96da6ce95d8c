import type { PersonId } from '../people/person.ts';

/** Stores the code that each person confirmed last, with its execution: the text may come again, also after a restart. */
export interface ConfirmedCodes {
  remember(confirmed: {
    readonly person: PersonId;
    readonly run: string;
    readonly code: string;
  }): Promise<void>;
  /** Returns the execution that was confirmed with this code, if it is the person's last one. */
  findRun(person: PersonId, code: string): Promise<string | undefined>;
}
