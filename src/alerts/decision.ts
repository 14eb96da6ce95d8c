import type { AlertBook } from './alert-book.ts';
import type { AlertTiming } from './alert-timing.ts';
import type { Dependencies } from './dependencies.ts';
import type { Holds } from './holds.ts';

/** Everything that a decision about alerts is made from: the same content gives the same result. */
export interface Decision {
  readonly book: AlertBook;
  readonly now: number;
  readonly timing: AlertTiming;
  readonly newId: () => string;
  readonly random: () => number;
  readonly dependencies: Dependencies;
  readonly holds: Holds;
  /** Returns true for the name of a thing, which no code may be equal to. */
  readonly isName: (word: string) => boolean;
}
