import type { Alert } from './alert.ts';
import { assign } from './assign.ts';
import { createCauseFinder } from './causes.ts';
import type { Decision } from './decision.ts';
import { updateIncident } from './update-incident.ts';

/** The time until a heartbeat counts as missing, while its usual pace is not known. */
const UNKNOWN_PACE_MS = 24 * 60 * 60_000;
const MIN_SILENCE_MS = 2 * 60_000;

/** Returns the time at which a heartbeat is missing: twice its usual pace after the last one. */
export const missingAt = ({ seenAt, repeatMs }: Alert): number =>
  seenAt + (repeatMs === undefined ? UNKNOWN_PACE_MS : Math.max(MIN_SILENCE_MS, 2 * repeatMs));

/** Reports heartbeats that do not come any more: whatever their source watches is unknown. */
export function missHeartbeats(decision: Decision, heartbeats: readonly Alert[]): void {
  const { book, now } = decision;
  for (const known of heartbeats) {
    if (known.state !== 'heartbeat' || now < missingAt(known)) continue;
    const alert: Alert = {
      ...known,
      ...{ state: 'nodata', severity: 'warning', subject: known.source, title: 'no heartbeat' },
      ...{ startedAt: known.seenAt, firedAt: now },
    };
    book.put(alert);
    updateIncident(decision, assign(decision, alert, createCauseFinder(decision)));
  }
}
