import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Leadership } from './leadership.ts';

/** A replica may die at any time; its lease ends some seconds later. */
const INTERVAL_MS = 5000;

interface Dependencies {
  readonly leadership: Pick<Leadership, 'isShared' | 'lead'>;
  /** Resumes what processes that have ended left unfinished; resolves when that is committed. */
  readonly recover: () => Promise<void>;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
}

/**
 * Recovers what processes that have ended left unfinished. A relay without replicas does that once, before this
 * resolves; among several, the one that leads does it again and again.
 */
export async function leadRecovery(dependencies: Dependencies): Promise<Disposable> {
  const { leadership, recover, clock, log } = dependencies;

  async function recoverRepeatedly(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await recover().catch((err: unknown) => {
        if (!signal.aborted) log.error({ err }, 'what another process left cannot be resumed');
      });
      await waitUnlessAborted(clock, INTERVAL_MS, signal);
    }
  }

  if (leadership.isShared) return leadership.lead(recoverRepeatedly);
  await recover();
  return { [Symbol.dispose]() {} };
}
