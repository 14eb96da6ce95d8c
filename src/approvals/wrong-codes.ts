import type { PersonId } from '../people/person.ts';
import type { Lock } from './lock-rules.ts';

/** The result of a wrong try: the number of tries left, or the lock that now holds. */
export type Counted =
  | { readonly left: number; readonly lock?: undefined }
  | { readonly lock: Lock };

/** Counts wrong tries across restarts. Each method is one decision. */
export interface WrongCodes {
  /** Returns everybody with tries on record. */
  people(): Promise<readonly PersonId[]>;
  findLock(person: PersonId): Promise<Lock | undefined>;
  /** Counts a wrong try, unless a lock holds. */
  countWrong(person: PersonId): Promise<Counted>;
  /** Counts wrong digits that were meant to end a lock; returns the lock if one holds. */
  countWrongUnlock(person: PersonId): Promise<Lock | undefined>;
  /** Ends the row of wrong tries after a good code. */
  forgive(person: PersonId): Promise<void>;
  /** Ends the lock and deletes the tries of the day; returns false when no lock held. */
  unlock(person: PersonId): Promise<boolean>;
}
