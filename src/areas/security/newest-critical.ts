import type { SecurityAlert } from './security.ts';

/** Returns the message of the newest critical alert; an alert without a time holds right now. */
export const newestCritical = (alerts: readonly SecurityAlert[]): string | undefined =>
  alerts
    .filter(({ severity }) => severity === 'critical')
    .toSorted((a, b) => timeOf(b) - timeOf(a))[0]?.message;

const timeOf = ({ at }: SecurityAlert): number => (at === undefined ? Infinity : Date.parse(at));
