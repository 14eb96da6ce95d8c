import type { NetworkAlert, NetworkStatus } from './network.ts';

/** Returns the critical alerts, and the number of those that may be critical or not. */
export function bySeverity(
  alerts: readonly NetworkAlert[] | undefined,
): Pick<NetworkStatus, 'critical' | 'unrated'> {
  if (!alerts) return {};
  const unrated = alerts.filter(({ severity }) => severity === 'unknown').length;
  return {
    critical: alerts.filter(({ severity }) => severity === 'critical'),
    ...(unrated > 0 && { unrated }),
  };
}
