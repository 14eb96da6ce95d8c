import type { Clock } from '../../core/clock.ts';

/** A stored moment of the wall clock; `id` tells rows of the same moment apart. */
interface Moment {
  readonly at: number;
  readonly id?: string;
}

interface Seen extends Moment {
  readonly steady: number;
}

/**
 * Measures the time since a stored moment. Once this process has read it, the monotonic clock counts, so that
 * setting the wall clock neither ends nor prolongs anything. A moment in the future counts as now.
 */
export interface Elapsed {
  /** Returns the milliseconds since the moment that the row of this key holds. */
  readonly since: (key: string, moment: Moment) => number;
  /** Returns the present moment, which the row of this key is about to hold. */
  readonly start: (key: string, id?: string) => number;
}

export function createElapsed(clock: Clock): Elapsed {
  /** The newest first, and the one before it: the row still holds that if a transaction fails. */
  const seen = new Map<string, readonly Seen[]>();

  function note(key: string, moment: Seen): void {
    const [before] = seen.get(key) ?? [];
    seen.set(key, before ? [moment, before] : [moment]);
  }

  return {
    since(key, { at, id }) {
      const known = seen.get(key)?.find((moment) => moment.at === at && moment.id === id);
      if (known) return Math.round(clock.steady() - known.steady);
      const ms = Math.max(0, clock.now() - at);
      note(key, { at, ...(id !== undefined && { id }), steady: clock.steady() - ms });
      return ms;
    },
    start(key, id) {
      const at = clock.now();
      note(key, { at, ...(id !== undefined && { id }), steady: clock.steady() });
      return at;
    },
  };
}
