import type { Clock } from '../../core/clock.ts';
import { type Problem, worstFirst } from '../../operation/problem.ts';
import type { Area } from './area.ts';

/** For so long the areas may take to say something newer than what is known. */
const REFRESH_WAIT_MS = 1000;

/** Finds the worst thing there is in any area, by readings that are fresh. */
export async function findWorst(
  areas: readonly Area[],
  clock: Clock,
): Promise<Problem | undefined> {
  const refreshed = Promise.allSettled(areas.map((area) => area.refresh()));
  await Promise.race([refreshed, clock.wait(REFRESH_WAIT_MS)]);
  return worstFirst(areas.flatMap((area) => area.problems()))[0];
}
