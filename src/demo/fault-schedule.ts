/** The faults that occur in the demo homelab by schedule. */
export type ScheduledFault =
  | 'pod-crash-loop'
  | 'access-point-busy'
  | 'guest-stopped'
  | 'access-point-down'
  | 'critical-alert'
  | 'node-down'
  | 'pod-pending';

/** The faults that occur only when staged. */
type UnscheduledFault =
  | 'deployment-off'
  | 'pod-crashing'
  | 'backup-failed'
  | 'storage-full'
  | 'switch-down'
  | 'wan-down';

export type Fault = ScheduledFault | UnscheduledFault;

interface Episode {
  readonly fault: ScheduledFault;
  readonly fromMin: number;
  readonly toMin: number;
}

/** One cycle of faults, in minutes since the start of the cycle. The first ten have none. */
export const SCHEDULE: readonly Episode[] = [
  { fault: 'pod-crash-loop', fromMin: 10, toMin: 18 },
  { fault: 'access-point-busy', fromMin: 25, toMin: 31 },
  { fault: 'guest-stopped', fromMin: 40, toMin: 46 },
  { fault: 'access-point-down', fromMin: 54, toMin: 60 },
  { fault: 'critical-alert', fromMin: 68, toMin: 74 },
  { fault: 'node-down', fromMin: 82, toMin: 87 },
  { fault: 'pod-pending', fromMin: 96, toMin: 104 },
];

export const MINUTE_MS = 60_000;
export const TURN_MS = 120 * MINUTE_MS;

/** The last occurrence of a fault, in epoch milliseconds. */
export interface FaultPeriod {
  readonly isOn: boolean;
  readonly since: number;
  /** The end of the last finished occurrence; missing before the first one. */
  readonly lastOver?: number | undefined;
}

/** Returns the state of one fault in a demo that was started at `startedAt`. */
export function incidentAt(fault: ScheduledFault, startedAt: number, now: number): FaultPeriod {
  const { fromMin, toMin } = episodeOf(fault);
  const elapsed = Math.max(0, now - startedAt);
  const turn = startedAt + Math.floor(elapsed / TURN_MS) * TURN_MS;
  const since = turn + fromMin * MINUTE_MS;
  const over = turn + toMin * MINUTE_MS;
  const before = over - TURN_MS;
  const lastOver = now >= over ? over : before;
  return {
    isOn: since <= now && now < over,
    since,
    lastOver: lastOver > startedAt ? lastOver : undefined,
  };
}

export const isScheduled = (fault: Fault): fault is ScheduledFault =>
  SCHEDULE.some((it) => it.fault === fault);

function episodeOf(fault: ScheduledFault): Episode {
  const episode = SCHEDULE.find((it) => it.fault === fault);
  if (!episode) throw new Error(`the schedule has no "${fault}"`);
  return episode;
}
