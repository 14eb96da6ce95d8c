/** Everything that goes wrong in the imaginary homelab. */
export type ScheduledFault =
  | 'pod-crash-loop'
  | 'access-point-busy'
  | 'guest-stopped'
  | 'access-point-down'
  | 'critical-alert'
  | 'node-down'
  | 'pod-pending';

/** What goes wrong only when somebody wants to see it. */
export type FaultName = 'deployment-off' | 'backup-failed' | 'storage-full';

interface Episode {
  readonly trouble: ScheduledFault;
  readonly fromMin: number;
  readonly toMin: number;
}

/** One turn of troubles, in minutes since the start of the turn. The first ten are calm. */
export const SCHEDULE: readonly Episode[] = [
  { trouble: 'pod-crash-loop', fromMin: 10, toMin: 18 },
  { trouble: 'access-point-busy', fromMin: 25, toMin: 31 },
  { trouble: 'guest-stopped', fromMin: 40, toMin: 46 },
  { trouble: 'access-point-down', fromMin: 54, toMin: 60 },
  { trouble: 'critical-alert', fromMin: 68, toMin: 74 },
  { trouble: 'node-down', fromMin: 82, toMin: 87 },
  { trouble: 'pod-pending', fromMin: 96, toMin: 104 },
];

export const MINUTE_MS = 60_000;
export const TURN_MS = 120 * MINUTE_MS;

/** When `trouble` last began and ended, in epoch milliseconds. */
export interface Incident {
  readonly isOn: boolean;
  readonly since: number;
  /** When it was last over; missing before the first time. */
  readonly lastOver?: number | undefined;
}

/** How things stand with one trouble in a house that was started at `startedAt`. */
export function incidentAt(trouble: ScheduledFault, startedAt: number, now: number): Incident {
  const { fromMin, toMin } = episodeOf(trouble);
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

function episodeOf(trouble: ScheduledFault): Episode {
  const episode = SCHEDULE.find((it) => it.trouble === trouble);
  if (!episode) throw new Error(`the schedule has no "${trouble}"`);
  return episode;
}
