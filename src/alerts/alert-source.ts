import type { Failure } from '../core/failure.ts';
import type { Result } from '../core/result.ts';
import type { AlertEvent } from './alert-event.ts';

/**
 * The state of an alert at its source. `silenced`: it fires, and its owner wants nobody to be told. `unclear`: the answer
 * proves neither that it fires nor that it is over.
 */
export type SourceAlertState = 'firing' | 'silenced' | 'unclear' | 'well';

/** An alert as the API of its source shows it, with the key that its reports have. */
export interface SourceAlert {
  readonly state: SourceAlertState;
  readonly event: AlertEvent;
}

/** The answer of a source to the question what fires now. */
export interface SourceReading {
  readonly alerts: readonly SourceAlert[];
  /** True when an alert that is not in it does not fire: only then can anything end by being missing. */
  readonly isWhole: boolean;
  /** The start of the source, in epoch milliseconds; alerts may be missing shortly after it. */
  readonly startedAt?: number | undefined;
  /** True when the source has no ids, and its keys are only names. */
  readonly isByName?: boolean | undefined;
  /** True when an alert that is missing may be paused, and nothing says that the thing is well. */
  readonly mayBePaused?: boolean | undefined;
}

/** A source that can be asked, and not only reports by itself. */
export interface AlertApi {
  /** The name that the source was given. */
  readonly source: string;
  readonly read: () => Promise<Result<SourceReading, Failure>>;
  /** Present when the source can be kept from telling others of an alert that is snoozed here. */
  readonly snoozes?: SnoozeAccess | undefined;
}

/** A snooze as it is kept at the source, made by a relay. */
export interface RemoteSnooze {
  readonly id: string;
  readonly until: number;
  readonly comment: string;
}

/** The wanted snooze of one alert. */
export interface SnoozeOrder {
  readonly key: string;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly comment: string;
}

/** Keeps a source from telling others of an alert. */
export interface SnoozeAccess {
  /** Returns the snoozes in force that a relay made. */
  readonly list: () => Promise<Result<readonly RemoteSnooze[], Failure>>;
  /** Begins a snooze, in place of that one; returns its id. */
  readonly begin: (
    order: SnoozeOrder,
    replaces: string | undefined,
  ) => Promise<Result<string, Failure>>;
  readonly end: (id: string) => Promise<Result<void, Failure>>;
}
