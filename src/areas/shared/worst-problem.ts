import type { Clock } from '../../core/clock.ts';
import { type Problem, worstFirst } from '../../operation/problem.ts';
import type { Area } from './area.ts';

/** The longest time in milliseconds to wait for newer readings than the cached ones. */
const REFRESH_WAIT_MS = 1000;

/** Returns the worst problem in any area, by fresh readings. */
export async function findWorst(
  areas: readonly Area[],
  clock: Clock,
): Promise<Problem | undefined> {
  const refreshed = Promise.allSettled(areas.map((area) => area.refresh()));
  await Promise.race([refreshed, clock.wait(REFRESH_WAIT_MS)]);
  return worstFirst(areas.flatMap((area) => area.problems()))[0];
}
