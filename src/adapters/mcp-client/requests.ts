import { AsyncLocalStorage } from 'node:async_hooks';
import { until } from './deadline.ts';

type Blame = (cause: unknown) => void;

/** Finds the request that a piece of background trouble belongs to, and ends that one alone. */
export function trackRequests() {
  const current = new AsyncLocalStorage<Blame>();

  return {
    blame: (): Blame => current.getStore() ?? (() => undefined),

    async track<T>(signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const broken = new AbortController();
      const either = AbortSignal.any([signal, broken.signal]);
      let isOpen = true;
      const blame: Blame = (cause) => isOpen && broken.abort(cause);
      try {
        return await current.run(blame, () => until(either, ask(either)));
      } finally {
        isOpen = false;
      }
    },
  };
}
