import {
  type FaultName,
  type Incident,
  incidentAt,
  MINUTE_MS,
  SCHEDULE,
  type ScheduledFault,
} from './fault-schedule.ts';
import { seededRandom } from './seeded-random.ts';

/** One imaginary homelab: which one it is, and when it was started (epoch milliseconds). */
export interface DemoState {
  readonly seed: number;
  readonly startedAt: number;
  /** What people did last to each thing, by a path such as `guest/104`. */
  readonly changes?: Map<string, DemoChange>;
  /** What goes wrong because somebody wants to see it. */
  readonly staged?: { trouble?: ScheduledFault | FaultName | undefined; since: number };
}

export interface DemoChange {
  readonly verb: string;
  readonly at: number;
  /** How many pods, or for how many hours. */
  readonly number?: number | undefined;
}

/** An instant in the life of a world. Whatever is asked of it has one answer, however often it is asked. */
export interface DemoWorld {
  readonly now: number;
  readonly minutes: number;
  /** The same number in 0..1 at any time, for what never changes. */
  chance(...words: readonly (string | number)[]): number;
  /** `base`, wandering smoothly up to `reach` away from it, with little unrest at the start. */
  drift(name: string, base: number, reach: number): number;
  spell(trouble: ScheduledFault): Incident;
  isOn(trouble: ScheduledFault | FaultName): boolean;
  /** What was done last to a thing, by somebody who texted. */
  deed(path: string): DemoChange | undefined;
  /** What was done last to each thing of a kind, by its name. */
  changes(kind: string): readonly (readonly [name: string, deed: DemoChange])[];
  /** Seconds since `daysBeforeStart`, or since `trouble` was over if that is later. */
  uptime(daysBeforeStart: number, trouble?: ScheduledFault): number;
  /** Whole seconds since an instant. */
  secondsSince(at: number): number;
  /** ISO 8601. */
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
  const spell = (trouble: ScheduledFault): Incident => {
    const own = incidentAt(trouble, startedAt, now);
    const isStaged = !own.isOn && staged?.trouble === trouble;
    return isStaged ? { ...own, isOn: true, since: staged.since } : own;
  };

  return {
    now,
    minutes: elapsed / MINUTE_MS,
    chance: (...words) => seededRandom(seed, ...words),
    drift(name, base, reach) {
      const unrest = Math.min(1, elapsed / SETTLED_MS);
      return base + reach * unrest * wander(seed, name, elapsed);
    },
    spell,
    isOn: (trouble) => staged?.trouble === trouble || (isScheduled(trouble) && spell(trouble).isOn),
    deed: (path) => changes.get(path),
    changes: (kind) =>
      [...changes].flatMap(([path, deed]) =>
        path.startsWith(`${kind}/`) ? [[path.slice(kind.length + 1), deed] as const] : [],
      ),
    uptime(daysBeforeStart, trouble) {
      const booted = startedAt - Math.round(daysBeforeStart * DAY_MS);
      const since = (trouble && spell(trouble).lastOver) ?? booted;
      return Math.floor((now - since) / 1000);
    },
    secondsSince: (at) => Math.floor((now - at) / 1000),
    iso: (at) => new Date(at).toISOString(),
  };
}

const isScheduled = (trouble: ScheduledFault | FaultName): trouble is ScheduledFault =>
  SCHEDULE.some((it) => it.trouble === trouble);

/** A smooth line through random points in -1..1, one every few minutes. */
function wander(seed: number, name: string, elapsed: number): number {
  const step = Math.floor(elapsed / STEP_MS);
  const part = elapsed / STEP_MS - step;
  const ease = part * part * (3 - 2 * part);
  const point = (at: number) => 2 * seededRandom(seed, 'drift', name, at) - 1;
  return point(step) * (1 - ease) + point(step + 1) * ease;
}

/** One decimal is all a person wants of a percentage. */
export const round1 = (value: number): number => Math.round(value * 10) / 10;
