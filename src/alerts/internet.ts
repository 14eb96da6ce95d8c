import type { Holds } from './holds.ts';

type Internet = Holds['internet'];

/** That the line is still down is stored so often. */
const STORE_EVERY_MS = 2 * 60_000;

/** An outage that is not seen any more holds nothing back: the relay may have moved, or its watch is off. */
const SEEN_MS = 10 * 60_000;

/** No text waits longer: whoever calls the line down for so long may be wrong. */
const MAX_OUTAGE_MS = 12 * 60 * 60_000;

/** Returns the holds with the line up, or down since then. */
export function withInternet(holds: Holds, isUp: boolean, at: number, now: number): Holds {
  const { downSince, lastOutage } = holds.internet;
  if (!isUp) return { ...holds, internet: { lastOutage, downSince: downSince ?? at, seenAt: now } };
  if (downSince === undefined) return holds;
  return { ...holds, internet: { lastOutage: { from: downSince, to: Math.max(at, downSince) } } };
}

/** Returns true where a look at the line brings nothing that has to be stored. */
export function isKnown({ downSince, seenAt = downSince }: Internet, isUp: boolean, now: number) {
  if (isUp || seenAt === undefined) return isUp === (downSince === undefined);
  return Math.abs(now - seenAt) < STORE_EVERY_MS;
}

/** Returns true while the line is known to be down, whatever the clock has done meanwhile. */
export function isDown({ downSince, seenAt = downSince }: Internet, now: number): boolean {
  if (downSince === undefined || seenAt === undefined) return false;
  return Math.abs(now - seenAt) < SEEN_MS && now - downSince < MAX_OUTAGE_MS;
}
