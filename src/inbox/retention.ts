import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';

const EVERY_MS = 6 * 60 * 60_000;
const RETRY_MS = 10 * 60_000;

interface Dependencies {
  /** Deletes what is older; resolves when that is committed. */
  readonly forgetBefore: (at: number) => Promise<void>;
  readonly keepMs: number;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
}

/** Deletes bodies and answers older than `keepMs`, at the start and four times a day. */
export async function runRetention(dependencies: Dependencies, stop: AbortSignal): Promise<void> {
  const { forgetBefore, keepMs, clock, log } = dependencies;
  while (!stop.aborted) {
    const isDone = await forgetBefore(clock.now() - keepMs).then(
      () => true,
      (err: unknown) => {
        if (!stop.aborted) log.error({ err }, 'old texts could not be deleted');
        return false;
      },
    );
    await waitUnlessAborted(clock, isDone ? EVERY_MS : RETRY_MS, stop);
  }
}
