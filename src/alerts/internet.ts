import type { Holds } from './holds.ts';

/** Returns the holds with the line up, or down since then. */
export function withInternet(holds: Holds, isUp: boolean, at: number): Holds {
  const { downSince, lastOutage } = holds.internet;
  if (!isUp) return { ...holds, internet: { lastOutage, downSince: downSince ?? at } };
  if (downSince === undefined) return holds;
  return { ...holds, internet: { lastOutage: { from: downSince, to: Math.max(at, downSince) } } };
}
