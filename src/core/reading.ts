import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** An answer with its age and source: who said it, and when (epoch milliseconds). */
export interface Reading<T> {
  readonly value: T;
  readonly asOf: number;
  readonly source: string;
  /** Why there is no newer one, when the source was asked again and did not deliver. */
  readonly failure?: Failure | undefined;
  /** Why this is not all there is to know, in words for a person: `no answer about nodes`. */
  readonly partial?: string | undefined;
}

/** What asking a source comes to: a reading, or the reason why there is none. */
export type Asked<T> = Promise<Result<Reading<T>, Failure>>;
