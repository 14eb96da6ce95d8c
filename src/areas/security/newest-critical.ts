import type { SecurityAlert } from './security.ts';

/** What the newest critical alert says; one without a time is true right now. */
export const newestCritical = (alerts: readonly SecurityAlert[]): string | undefined =>
  alerts
    .filter(({ severity }) => severity === 'critical')
    .toSorted((a, b) => timeOf(b) - timeOf(a))[0]?.message;

const timeOf = ({ at }: SecurityAlert): number => (at === undefined ? Infinity : Date.parse(at));
