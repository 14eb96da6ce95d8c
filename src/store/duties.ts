import type { Duty } from './leadership.ts';

/** The duties of one replica. */
export interface Duties {
  /** Adds a duty, which begins at once while this replica leads. Disposing ends it for good. */
  readonly add: (duty: Duty) => Disposable;
  /** Begins all duties: this replica leads now. */
  readonly begin: () => void;
  /** Aborts all duties: this replica leads no more. Resolves when they have ended. */
  readonly end: () => Promise<void>;
}

interface Added {
  readonly duty: Duty;
  readonly stopping: AbortController;
  /** Resolves when the latest run has ended; a further one waits for that. */
  ended: Promise<void>;
}

/** Creates duties that wait for `begin`. */
export function createDuties(log: { error(details: object, message: string): void }): Duties {
  const all = new Set<Added>();
  let term: AbortController | undefined;

  function start(one: Added, { signal: over }: AbortController): void {
    const signal = AbortSignal.any([over, one.stopping.signal]);
    one.ended = one.ended
      .then(() => (signal.aborted ? undefined : one.duty(signal)))
      .catch((err: unknown) => log.error({ err }, 'a duty of the leading replica broke off'));
  }

  return {
    add(duty) {
      const one: Added = { duty, stopping: new AbortController(), ended: Promise.resolve() };
      all.add(one);
      if (term) start(one, term);
      return {
        [Symbol.dispose]() {
          one.stopping.abort();
          all.delete(one);
        },
      };
    },
    begin() {
      term = new AbortController();
      for (const one of all) start(one, term);
    },
    async end() {
      term?.abort();
      term = undefined;
      await Promise.all([...all].map(({ ended }) => ended));
    },
  };
}
