import { AsyncLocalStorage } from 'node:async_hooks';
import { until } from '../../../http-client/deadline.ts';

type Fail = (cause: unknown) => void;

export interface RequestTracker {
  /** Returns the function that fails the request from which this is called. */
  readonly failRequest: () => Fail;
  /** Fails every request in flight. */
  readonly failAll: Fail;
  track<T>(signal: AbortSignal, send: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Finds the request to which a background error belongs, and fails that one alone. */
export function trackRequests(): RequestTracker {
  const current = new AsyncLocalStorage<Fail>();
  const open = new Set<Fail>();

  return {
    failRequest: () => current.getStore() ?? (() => undefined),

    failAll(cause) {
      for (const fail of open) fail(cause);
    },

    async track(signal, send) {
      const broken = new AbortController();
      const either = AbortSignal.any([signal, broken.signal]);
      const fail: Fail = (cause) => open.has(fail) && broken.abort(cause);
      open.add(fail);
      try {
        return await current.run(fail, () => until(either, send(either)));
      } finally {
        open.delete(fail);
      }
    },
  };
}
