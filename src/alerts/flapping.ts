import type { Alert } from './alert.ts';
import type { AlertTiming } from './alert-timing.ts';

type Flaps = Pick<AlertTiming, 'flapChanges' | 'flapWithin'>;

/** Returns true for an alert that came and went too often lately. */
export const isFlapping = (
  { changes }: Pick<Alert, 'changes'>,
  now: number,
  { flapChanges, flapWithin }: Flaps,
): boolean => recentChanges(changes, now, flapWithin) >= flapChanges;

export const recentChanges = (changes: readonly number[], now: number, within: number): number =>
  changes.filter((at) => now - at < within).length;

/** Returns the time of the latest change of any of the alerts. */
export const lastChangeOf = (alerts: readonly Pick<Alert, 'changes'>[]): number =>
  Math.max(0, ...alerts.flatMap(({ changes }) => changes.at(-1) ?? []));
