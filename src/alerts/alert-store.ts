import type { Alert, AlertId } from './alert.ts';
import type { Incident } from './incident.ts';
import type { AlertReader } from './reader.ts';

/** The changes of one decision about alerts, which are stored together. */
export interface AlertChanges {
  readonly alerts?: readonly Alert[];
  /** Incidents, each with the next time at which it has to be looked at. */
  readonly incidents?: readonly DueIncident[];
  readonly readers?: ReadonlyMap<string, AlertReader>;
  /** Notes by name: plain data that a part keeps for its next step. */
  readonly memos?: ReadonlyMap<string, unknown>;
}

export interface DueIncident {
  readonly incident: Incident;
  readonly dueAt: number | undefined;
}

/**
 * Stores alerts and incidents. A decision reads what it needs and saves what it changed inside of one transaction, in which no
 * other decision runs.
 */
export interface AlertStore {
  /** Returns the incidents that are not over, those that ended since then, and those with something left to tell. */
  incidents(endedSince: number): Promise<readonly Incident[]>;
  alerts(ids: readonly AlertId[]): Promise<readonly Alert[]>;
  alertsOf(incidents: readonly string[]): Promise<readonly Alert[]>;
  heartbeats(): Promise<readonly Alert[]>;
  readers(): Promise<ReadonlyMap<string, AlertReader>>;
  memo(name: string): Promise<unknown>;
  save(changes: AlertChanges): Promise<void>;
  /** Returns the next time at which an incident has to be looked at. */
  nextDue(): Promise<number | undefined>;
  /** Forgets what ended before that time; returns the number of incidents and alerts. */
  forgetBefore(at: number): Promise<number>;
}
