import type { Clock } from '../../core/clock.ts';
import type { Area } from './area.ts';

/** An area that somebody looked at lately will be looked at again. */
const RECENT_MS = 15 * 60_000;
const EVERY_MS = 20_000;

/** Ask the areas in use for their summary by ourselves, so that a person gets it at once. */
export async function refreshRecentlyUsed(
  areas: readonly Area[],
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const since = clock.steady() - RECENT_MS;
    for (const area of areas)
      if ((area.usedAt() ?? Number.NEGATIVE_INFINITY) >= since) void area.refresh();
    await clock.wait(EVERY_MS);
  }
}
