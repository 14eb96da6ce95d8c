import type { Failure } from '../core/failure.ts';
import type { Offer } from './offer.ts';

/** One thing in a list, with the id that another operation takes; a row that leads to a whole list has none. */
export interface Row {
  readonly id?: string;
  readonly text: string;
  /** The operation that reads it, where the rows of a list are of several kinds. */
  readonly operation?: string | undefined;
  /** True when nothing is wrong with it. Long lists show the others first, and count these. */
  readonly isWell?: boolean | undefined;
}

/** The state of something as a whole: `Proxmox`, `OK.` Used only for what is known right now. */
export interface StatusLine {
  readonly subject: string;
  readonly state: string;
}

/** The only status that says all is well. */
export const OK = 'OK.';

/** The text of an answer: a few lines, and optionally a list of things below them. */
export interface Finding {
  readonly status?: StatusLine | undefined;
  readonly text: string;
  readonly rows?: readonly Row[];
  /** The verb for the rows that are well, where they are only counted: `run` in `46 others run`. */
  readonly others?: string | undefined;
  /** The time of the source's answer; `failure` is the reason why there is nothing newer. */
  readonly asOf?: number;
  readonly failure?: Failure | undefined;
  /** The reason why the finding is incomplete. */
  readonly missing?: string | undefined;
  /** Failures of the sources that could not contribute to it. */
  readonly failures?: readonly Failure[] | undefined;
  /** The changes that are possible on it. */
  readonly offers?: readonly Offer[] | undefined;
}
