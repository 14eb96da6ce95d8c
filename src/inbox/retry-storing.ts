import type { Clock } from '../core/clock.ts';
import { ANSWER_TTL_MS } from './late-text.ts';

const RETRY_MS = 5000;

interface Retry {
  readonly store: () => Promise<unknown>;
  readonly isStopping: () => boolean;
  readonly clock: Pick<Clock, 'steady' | 'wait'>;
}

/** Stores a late answer as soon as that is possible, and gives up when nobody needs it any more. */
export async function retryStoring({ store, isStopping, clock }: Retry): Promise<void> {
  const until = clock.steady() + ANSWER_TTL_MS;
  while (!isStopping() && clock.steady() < until) {
    await clock.wait(RETRY_MS);
    const isStored = await store().then(
      () => true,
      () => false,
    );
    if (isStored) return;
  }
}
