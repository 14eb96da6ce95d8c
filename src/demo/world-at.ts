import {
  type Fault,
  type FaultPeriod,
  incidentAt,
  isScheduled,
  MINUTE_MS,
  type ScheduledFault,
} from './fault-schedule.ts';
import { seededRandom } from './seeded-random.ts';

/** The state of one demo homelab: its seed, its start (epoch milliseconds) and the changes made to it. */
export interface DemoState {
  readonly seed: number;
  readonly startedAt: number;
  /** The last change to each object, by a path such as `guest/104`. */
  readonly changes?: Map<string, DemoChange>;
  /** The staged faults. */
  readonly staged?: { faults: readonly Fault[]; since: number };
}

export interface DemoChange {
  readonly verb: string;
  readonly at: number;
  /** The number of pods, or of hours. */
  readonly number?: number | undefined;
}

/** The demo homelab at one instant. All values are deterministic: repeated calls return the same. */
export interface DemoWorld {
  readonly now: number;
  readonly minutes: number;
  /** Returns a number in 0..1 that never changes. */
  random(...words: readonly (string | number)[]): number;
  /** Returns `base` with a smooth deviation of up to `reach`, which grows over the first ten minutes. */
  fluctuate(name: string, base: number, reach: number): number;
  incident(fault: Fault): FaultPeriod;
  isOn(fault: Fault): boolean;
  /** Returns the last change to an object. */
  lastChange(path: string): DemoChange | undefined;
  /** Returns the last change to each object of a kind, by its name. */
  changes(kind: string): readonly (readonly [name: string, change: DemoChange])[];
  /** Returns the seconds since `daysBeforeStart`, or since the end of `fault` if that is later. */
  uptime(daysBeforeStart: number, fault?: ScheduledFault): number;
  /** Returns the whole seconds since an instant. */
  secondsSince(at: number): number;
  /** Formats epoch milliseconds as ISO 8601. */
  iso(at: number): string;
}

const DAY_MS = 24 * 60 * MINUTE_MS;
const SETTLED_MS = 10 * MINUTE_MS;
const STEP_MS = 4 * MINUTE_MS;

export function worldAt(
  { seed, startedAt, changes = new Map(), staged }: DemoState,
  time: number,
): DemoWorld {
  const now = Math.max(startedAt, Math.round(time));
  const elapsed = now - startedAt;
  const incident = (fault: Fault): FaultPeriod => {
    const own = isScheduled(fault)
      ? incidentAt(fault, startedAt, now)
      : { isOn: false, since: startedAt };
    if (own.isOn || !staged?.faults.includes(fault)) return own;
    return { ...own, isOn: true, since: staged.since };
  };

  return {
    now,
    minutes: elapsed / MINUTE_MS,
    random: (...words) => seededRandom(seed, ...words),
    fluctuate(name, base, reach) {
      const unrest = Math.min(1, elapsed / SETTLED_MS);
      return base + reach * unrest * wander(seed, name, elapsed);
    },
    incident,
    isOn: (fault) => incident(fault).isOn,
    lastChange: (path) => changes.get(path),
    changes: (kind) =>
      [...changes].flatMap(([path, change]) =>
        path.startsWith(`${kind}/`) ? [[path.slice(kind.length + 1), change] as const] : [],
      ),
    uptime(daysBeforeStart, fault) {
      const booted = startedAt - Math.round(daysBeforeStart * DAY_MS);
      const since = (fault && incident(fault).lastOver) ?? booted;
      return Math.floor((now - since) / 1000);
    },
    secondsSince: (at) => Math.floor((now - at) / 1000),
    iso: (at) => new Date(at).toISOString(),
  };
}

/** Interpolates smoothly between random points in -1..1, one every four minutes. */
function wander(seed: number, name: string, elapsed: number): number {
  const step = Math.floor(elapsed / STEP_MS);
  const part = elapsed / STEP_MS - step;
  const ease = part * part * (3 - 2 * part);
  const point = (at: number) => 2 * seededRandom(seed, 'drift', name, at) - 1;
  return point(step) * (1 - ease) + point(step + 1) * ease;
}

/** Rounds to one decimal. */
export const round1 = (value: number): number => Math.round(value * 10) / 10;
