import type { Clock } from '../../src/core/clock.ts';

/** How many seconds pass in one. */
export const SPEED = 10;

/** Time that runs fast, the same in every process that is given the same start. */
export function fastClock(
  startedAt: number,
  speed = SPEED,
  now = Date.now,
  sleep = setTimeout,
): Clock {
  const steady = performance.now.bind(performance);
  return {
    now: () => Math.floor(startedAt + (now() - startedAt) * speed),
    steady: () => steady() * speed,
    origin: performance.timeOrigin,
    wait: (ms) =>
      new Promise((resolve) => {
        sleep(resolve, ms / speed).unref();
      }),
  };
}
