import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';

type Answer<T> = Promise<Result<T, Failure>>;

/** One call for all who ask while it runs: several lists may come out of one answer. */
export function shareInFlight<T>(ask: () => Answer<T>): () => Answer<T> {
  let running: Answer<T> | undefined;
  return () => {
    running ??= ask().finally(() => {
      running = undefined;
    });
    return running;
  };
}
