import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** What a value leaves out of that which there is. */
export interface PartialView {
  /** How many there are in all, where the source counts more than it tells. */
  readonly total?: number | undefined;
  /** The only kinds that are left out, by the words people have for them: `LXC`. */
  readonly kinds?: readonly string[] | undefined;
}

/** An answer with its age and source: who said it, and when (epoch milliseconds). */
export interface Reading<T> {
  readonly value: T;
  readonly asOf: number;
  readonly source: string;
  /** Why there is no newer one, when the source was asked again and did not deliver. */
  readonly failure?: Failure | undefined;
  /** Why this is not all there is to know, in words for a person: `no answer about nodes`. */
  readonly partial?: string | undefined;
  /** Present when there is more than the value holds, or may be: then nobody says that there is none. */
  readonly unseen?: PartialView | undefined;
}

/** What asking a source comes to: a reading, or the reason why there is none. */
export type AsyncReading<T> = Promise<Result<Reading<T>, Failure>>;
