import type { Person } from './person.ts';

/** A person, as a lock-out holds them: by id, and by each of their numbers, whoever has it later. */
export type Suspended = Pick<Person, 'id' | 'addresses'>;

/** Stores lock-outs. People whose phone is lost are treated as strangers until they are let in again. */
export interface Suspensions {
  /** Returns since when somebody or a number of theirs is locked out, in epoch milliseconds; `undefined` for everybody else. */
  since(person: Suspended): Promise<number | undefined>;
  /** Returns false when they were locked out already. */
  suspend(person: Suspended, at: number): Promise<boolean>;
  /** Returns false when they were not locked out. */
  readmit(person: Suspended): Promise<boolean>;
}
