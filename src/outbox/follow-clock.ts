import type { Clock } from '../core/clock.ts';
import type { Outbox } from './outbox.ts';

interface Dependencies {
  readonly outbox: Pick<Outbox, 'shift' | 'newestAt'>;
  readonly clock: Clock;
  readonly log: { warn(details: object, message: string): void };
}

/** A wall clock that moved by more than this against the steady one was set. */
const MIN_STEP_MS = 2000;

/**
 * Due times are times of the wall clock, and must be as far away after it was set as before. The returned function
 * shifts them; it is called before they are compared with the present.
 */
export function createClockFollower(dependencies: Dependencies): () => Promise<void> {
  const { outbox, clock, log } = dependencies;
  let offset: number | undefined;

  async function moveAlong(step: number): Promise<void> {
    if (Math.abs(step) < MIN_STEP_MS) return;
    const texts = await outbox.shift(step);
    log.warn({ seconds: Math.round(step / 1000), texts }, 'the clock was set');
  }

  return async () => {
    const now = clock.now() - clock.steady();
    // At the start only a clock that was set back is detectable: by stored times that are later than now.
    const step =
      offset === undefined
        ? Math.min(0, clock.now() - ((await outbox.newestAt()) ?? 0))
        : now - offset;
    await moveAlong(Math.round(step));
    if (offset === undefined || Math.abs(step) >= MIN_STEP_MS) offset = now;
  };
}
