import type { Clock } from '../core/clock.ts';

const EVERY_MS = 6 * 60 * 60_000;

/** Drops what was written and said `keepMs` ago, at the start and four times a day. */
export async function keepForgetting(
  forgetBefore: (at: number) => void,
  keepMs: number,
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    forgetBefore(clock.now() - keepMs);
    await clock.wait(EVERY_MS);
  }
}
