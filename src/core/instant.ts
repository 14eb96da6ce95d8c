import type { Clock } from './clock.ts';

/** One moment by the wall clock and by the steady clock; plain data, which another process can read. */
export interface Instant {
  readonly at: number;
  readonly steady: number;
  readonly origin: number;
}

export const instantOf = ({
  now,
  steady,
  origin,
}: Pick<Clock, 'now' | 'steady' | 'origin'>): Instant => ({
  at: now(),
  steady: steady(),
  origin,
});

/** Measures by the steady clock within one process, and by the wall clock across a restart. */
export const msBetween = (a: Instant, b: Instant): number =>
  a.origin === b.origin ? b.steady - a.steady : b.at - a.at;
