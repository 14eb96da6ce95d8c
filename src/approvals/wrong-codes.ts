import type { PhoneNumber } from '../core/phone-number.ts';
import type { Lock } from './lock-rules.ts';

/** What came of a wrong try: how many are left, or the lock that holds now. */
export type Counted =
  | { readonly left: number; readonly lock?: undefined }
  | { readonly lock: Lock };

/** Counts wrong tries, for good: a restart forgets none. Each method is one decision and one commit. */
export interface WrongCodes {
  findLock(person: PhoneNumber): Lock | undefined;
  /** Counts a wrong try, unless a lock holds. */
  countWrong(person: PhoneNumber): Counted;
  /** Counts wrong digits that should have ended a lock; returns the lock if one holds. */
  countWrongUnlock(person: PhoneNumber): Lock | undefined;
  /** A good code ends the row of wrong ones. */
  forgive(person: PhoneNumber): void;
  /** Ends the lock and forgets the tries of the day; `false` when no lock held. */
  unlock(person: PhoneNumber): boolean;
}
