import type { PersonId } from './person.ts';

/** People who were locked out, because their phone is lost: they are treated as strangers until they are let in again. */
export interface Suspensions {
  /** Returns since when somebody is locked out, in epoch milliseconds; `undefined` for everybody else. */
  since(person: PersonId): number | undefined;
  /** Returns false when they were locked out already. */
  suspend(person: PersonId, at: number): boolean;
  /** Returns false when they were not locked out. */
  readmit(person: PersonId): boolean;
}
