import type { AlertSeverity } from './alert-event.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The times of the life of an incident, in milliseconds. */
export interface AlertTiming {
  /** The wait before the first text, in which further alerts may join. */
  readonly groupWait: Readonly<Record<AlertSeverity, number>>;
  /** The longest such wait, while alerts still join. */
  readonly maxGroupWait: number;
  /** So many unrelated incidents within `stormWithin` are one. */
  readonly stormSize: number;
  readonly stormWithin: number;
  /** How long all must be well before it counts as over. */
  readonly recovery: number;
  /** An alert that fires again within this time belongs to its earlier incident. */
  readonly reopen: number;
  /** A child may be reported so much earlier than its parent. */
  readonly childLead: number;
  /** The time that children have to come back after their parent. */
  readonly grace: number;
  readonly update: number;
  /** The reminders after the first text, then every `lastNag`. */
  readonly nags: readonly number[];
  readonly lastNag: number;
  /** How long an acknowledgement holds. */
  readonly acked: Readonly<Record<AlertSeverity, number>>;
  readonly snooze: number;
  readonly maxSnooze: Readonly<Record<AlertSeverity, number>>;
  /** The time after which the next person hears of an unanswered critical alert. */
  readonly escalation: number;
  /** So many changes within `flapWithin` are flapping; so long without one end it. */
  readonly flapChanges: number;
  readonly flapWithin: number;
  /** A critical alert that stays down for so long is told although it was flapping. */
  readonly flapDown: number;
  /** The shortest silence of a source after which an incident is stale. */
  readonly stale: number;
  /** An event without an end is closed after this time. */
  readonly event: number;
  /** How long a code rests before it is given out again. */
  readonly codeRest: number;
}

export const ALERT_TIMING: AlertTiming = {
  groupWait: { critical: 20 * SECOND, warning: 2 * MINUTE, info: 2 * MINUTE },
  maxGroupWait: MINUTE,
  stormSize: 5,
  stormWithin: MINUTE,
  recovery: MINUTE,
  reopen: 15 * MINUTE,
  childLead: 3 * MINUTE,
  grace: 2 * MINUTE,
  update: 5 * MINUTE,
  nags: [15 * MINUTE, 30 * MINUTE, HOUR],
  lastNag: 4 * HOUR,
  acked: { critical: 4 * HOUR, warning: 24 * HOUR, info: 24 * HOUR },
  snooze: HOUR,
  maxSnooze: { critical: 24 * HOUR, warning: 72 * HOUR, info: 72 * HOUR },
  escalation: 20 * MINUTE,
  flapChanges: 4,
  flapWithin: 30 * MINUTE,
  flapDown: 10 * MINUTE,
  stale: 24 * HOUR,
  event: 24 * HOUR,
  codeRest: 72 * HOUR,
};

/** The most texts about alerts that one person gets by themselves; answers are not counted. */
export interface AlertCaps {
  /** Single texts; beyond them, what waits is merged into one. */
  readonly singles: readonly { readonly within: number; readonly texts: number }[];
  /** The time between two merged texts. */
  readonly mergeEvery: number;
  /** After so many texts in a day, merged ones go out `mergeLater` apart. */
  readonly texts24h: number;
  readonly mergeLater: number;
}

/** At most 4 in 15 minutes and 10 in an hour: 3 and 6 of them single, the others merged and 15 minutes apart. */
export const ALERT_CAPS: AlertCaps = {
  singles: [
    { within: 15 * MINUTE, texts: 3 },
    { within: HOUR, texts: 6 },
    { within: 24 * HOUR, texts: 21 },
  ],
  mergeEvery: 15 * MINUTE,
  texts24h: 25,
  mergeLater: HOUR,
};
