import type { Person } from './person.ts';

/** Stores lock-outs: of the person by their id, and of each of their numbers, whoever it is listed as later. */
export type Suspended = Pick<Person, 'id' | 'addresses'>;

/** People who were locked out, because their phone is lost: they are treated as strangers until they are let in again. */
export interface Suspensions {
  /** Returns since when somebody or a number of theirs is locked out, in epoch milliseconds; `undefined` for everybody else. */
  since(person: Suspended): Promise<number | undefined>;
  /** Returns false when they were locked out already. */
  suspend(person: Suspended, at: number): Promise<boolean>;
  /** Returns false when they were not locked out. */
  readmit(person: Suspended): Promise<boolean>;
}
