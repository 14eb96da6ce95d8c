import type { Alert } from './alert.ts';
import type { AlertTiming } from './alert-timing.ts';

/** Returns true for an alert that came and went too often lately. */
export const isFlapping = (
  { changes }: Pick<Alert, 'changes'>,
  now: number,
  { flapChanges, flapWithin }: Pick<AlertTiming, 'flapChanges' | 'flapWithin'>,
): boolean => changesWithin({ changes }, now, flapWithin) >= flapChanges;

/** Returns how often an alert came and went within that time. */
export const changesWithin = (
  { changes }: Pick<Alert, 'changes'>,
  now: number,
  ms: number,
): number => changes.filter((at) => now - at < ms).length;

/** Returns the time of the latest change of any of the alerts. */
export const lastChangeOf = (alerts: readonly Pick<Alert, 'changes'>[]): number =>
  Math.max(0, ...alerts.flatMap(({ changes }) => changes.at(-1) ?? []));
