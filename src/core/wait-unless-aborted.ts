import type { Clock } from './clock.ts';

/** Resolves after `ms`, or as soon as the signal aborts. */
export async function waitUnlessAborted(
  clock: Pick<Clock, 'wait'>,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const onAbort = () => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  await Promise.race([clock.wait(ms), aborted]);
  signal.removeEventListener('abort', onAbort);
}
