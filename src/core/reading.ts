import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** The part of the whole that a value leaves out. */
export interface PartialView {
  /** The number of all items, where the source counts more than it returns. */
  readonly total?: number | undefined;
  /** The only kinds that are left out, by their everyday names: `LXC`. */
  readonly kinds?: readonly string[] | undefined;
}

/** An answer with its source and its time in epoch milliseconds. */
export interface Reading<T> {
  readonly value: T;
  readonly asOf: number;
  readonly source: string;
  /** The reason why there is no newer one, when the source was queried again and did not deliver. */
  readonly failure?: Failure | undefined;
  /** The reason why the value is incomplete, in words for a person: `no answer about nodes`. */
  readonly missing?: string | undefined;
  /** Failures of the sources that could not contribute. */
  readonly failures?: readonly Failure[] | undefined;
  /** Present when there is, or may be, more than the value holds: then no reply may say that there is none. */
  readonly unseen?: PartialView | undefined;
  /** True when a list behind the value was not read to its end: a thing that is not in the value may be there all the same. */
  readonly isCut?: boolean | undefined;
  /** True when something is missing because the source was called too often. */
  readonly isRateLimited?: boolean | undefined;
}

/** The result of querying a source: a reading, or the reason why there is none. */
export type AsyncReading<T> = Promise<Result<Reading<T>, Failure>>;
