import { AsyncLocalStorage } from 'node:async_hooks';
import { until } from '../../../http-client/deadline.ts';

type Blame = (cause: unknown) => void;

export interface RequestTracker {
  /** Hears of trouble that belongs to the request this is called from. */
  readonly blameOne: () => Blame;
  /** Ends every request that is under way. */
  readonly blameAll: Blame;
  track<T>(signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Finds the request that a piece of background trouble belongs to, and ends that one alone. */
export function trackRequests(): RequestTracker {
  const current = new AsyncLocalStorage<Blame>();
  const open = new Set<Blame>();

  return {
    blameOne: () => current.getStore() ?? (() => undefined),

    blameAll(cause) {
      for (const blame of open) blame(cause);
    },

    async track(signal, ask) {
      const broken = new AbortController();
      const either = AbortSignal.any([signal, broken.signal]);
      const blame: Blame = (cause) => open.has(blame) && broken.abort(cause);
      open.add(blame);
      try {
        return await current.run(blame, () => until(either, ask(either)));
      } finally {
        open.delete(blame);
      }
    },
  };
}
