import type { Clock } from '../core/clock.ts';
import type { Inbox } from './inbox.ts';

const EVERY_MS = 6 * 60 * 60_000;

/** Drops what was written and said `keepMs` ago, at the start and four times a day. */
export async function keepForgetting(
  inbox: Inbox,
  keepMs: number,
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    inbox.forgetBefore(clock.now() - keepMs);
    await clock.wait(EVERY_MS);
  }
}
