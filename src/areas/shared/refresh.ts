import type { Clock } from '../../core/clock.ts';
import { waitUnlessAborted } from '../../core/wait-unless-aborted.ts';
import type { Area } from './area.ts';
import { CACHE_FRESH_MS } from './reading-cache.ts';

/** An area that was used within this time is likely to be used again. */
const RECENT_MS = 15 * 60_000;
const INTERVAL_MS = 20_000;

/** Refreshes the recently used areas regularly, so that a person gets their status at once. */
export async function refreshRecentlyUsed(
  areas: readonly Area[],
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const now = clock.steady();
    for (const area of areas) {
      const isInUse = now - (area.usedAt() ?? Number.NEGATIVE_INFINITY) <= RECENT_MS;
      const isFresh = now - (area.answeredAt() ?? Number.NEGATIVE_INFINITY) <= CACHE_FRESH_MS;
      if (isInUse && !isFresh) void area.refresh();
    }
    await waitUnlessAborted(clock, INTERVAL_MS, stop);
  }
}
