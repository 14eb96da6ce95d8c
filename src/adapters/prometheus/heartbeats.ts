import { HEARTBEAT_OUTCOMES, type HeartbeatOutcome } from '../../heartbeat/heartbeat.ts';
import type { Meters } from './registry.ts';

/** Creates the counter of the minutes in which the outside watch was asked, and of those in which it was not. */
export function createHeartbeatMeters(meters: Meters): (outcome: HeartbeatOutcome) => void {
  const beats = meters.counter(
    {
      name: 'sms_relay_heartbeats_total',
      help: 'Heartbeats to the outside watch: asked, unanswered, or withheld for a part that is broken.',
    },
    { outcome: HEARTBEAT_OUTCOMES },
  );
  return (outcome) => beats({ outcome });
}
