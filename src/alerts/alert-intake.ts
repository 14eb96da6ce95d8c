import type { AlertEvent } from './alert-event.ts';

/** Takes what sources report. */
export interface AlertIntake {
  /** Resolves when the events are stored: only then may their source forget them. */
  readonly receive: (events: readonly AlertEvent[]) => Promise<void>;
  /** Called when a report cannot be read: its alerts may be missing. */
  readonly onUnreadable: (source: string, reason: string) => Promise<void>;
}
