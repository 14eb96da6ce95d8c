/**
 * `nodata`: the source cannot tell how the thing is. `info`: something happened that has no end. `test`: somebody tries
 * the way to the relay. `heartbeat`: the source says only that it works; its absence is the trouble.
 */
export type AlertState = 'firing' | 'resolved' | 'nodata' | 'info' | 'test' | 'heartbeat';

export type AlertSeverity = 'critical' | 'warning' | 'info';

/** The report of a source about one of its alerts, in the one form that every product's report is translated to. */
export interface AlertEvent {
  /** Names the source: a monitoring system by the name it was given, or an area of the relay. */
  readonly source: string;
  /** Identifies the alert within its source: reports with the same key are about the same trouble. */
  readonly key: string;
  readonly state: AlertState;
  readonly severity: AlertSeverity;
  /** The thing in trouble, in the words of people: a host, a guest, a monitor. Missing when the source names none. */
  readonly subject?: string | undefined;
  /** The trouble in one line, without secrets, ids and page bodies. */
  readonly title: string;
  readonly detail?: string | undefined;
  /** Epoch milliseconds, by the clock of the source. */
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly url?: string | undefined;
  /** Alerts that a source reports as one group begin as one incident. */
  readonly groupKey?: string | undefined;
  /** The keys of the alerts of the same source that this one depends on: a group of monitors, or the host behind it. */
  readonly parents?: readonly string[] | undefined;
  /** The number of alerts that the source left out of its report. */
  readonly more?: number | undefined;
  /** True for an alert that only sums up others, such as a group of monitors. */
  readonly isSummary?: boolean | undefined;
  /** True when an alert ended because it is allowed to be as it is, and not because the thing is well again. */
  readonly isWaived?: boolean | undefined;
}
