import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';

type Answer<T> = Promise<Result<T, Failure>>;

/** Shares one running call among all callers, because several lists may come from one answer. */
export function shareInFlight<T>(call: () => Answer<T>): () => Answer<T> {
  let running: Answer<T> | undefined;
  return () => {
    running ??= call().finally(() => {
      running = undefined;
    });
    return running;
  };
}
