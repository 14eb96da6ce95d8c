import type { Failure } from '../../../../core/failure.ts';
import type { Reading } from '../../../../core/reading.ts';
import type { Result } from '../../../../core/result.ts';
import type { Candidate } from './candidates.ts';
import type { ItemKind } from './kinds.ts';
import type { Args } from './tool-calls.ts';

/** The records that one tool returned for a list. */
export interface ReadCandidate<T> {
  readonly candidate: Candidate;
  readonly reading: Reading<readonly T[]>;
  /** The kinds of which it tells all. */
  readonly kinds: readonly ItemKind[];
  readonly args: Args | undefined;
  /** Some of several calls were not answered. */
  readonly isBroken: boolean;
  readonly records: readonly unknown[];
  /** It names them, and does not tell how they are. */
  readonly isBare?: boolean;
}

export type Tried<T> = Result<ReadCandidate<T>, Failure>;
