import type { Clock } from '../../core/clock.ts';
import type { Failure, Outage } from '../../core/failure.ts';
import type { AsyncReading, Reading } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';

/** A cached read of a source. Concurrent callers share one call. */
export interface CachedReading<T> {
  /**
   * Read for a person: returns a cached value up to 15 s old; otherwise refreshes, and falls back to the last good value after
   * 1.5 s. That value carries its age, and the failure if there was one.
   */
  readonly ask: () => AsyncReading<T>;
  /** Reads from the source itself. */
  readonly refresh: () => AsyncReading<T>;
  /** Returns the last good answer, even if later reads failed. */
  peek(): Reading<T> | undefined;
  /** The failure of the last read, if it failed. */
  readonly failure: () => Failure | undefined;
  /** The last time a read ended, well or not, by the steady clock; `undefined` when its answer has expired since. */
  readonly answeredAt: () => number | undefined;
}

/** Caches the answers of one source, and tracks its outages. */
export interface ReadingCache {
  cached<T>(read: () => AsyncReading<T>): CachedReading<T>;
  /** Present while the last answer was a failure. */
  outage(): Outage | undefined;
  lastGoodAt(): number | undefined;
  /** The last time a person read from this source, by the steady clock. */
  readonly usedAt: () => number | undefined;
  /** True while a person waits for this source. */
  readonly isAwaited: () => boolean;
  /** Makes every next read go to the source; cached answers remain as a fallback for when it does not answer. */
  readonly expire: () => void;
  /** Drops every cached answer after a change made by the relay, because earlier answers are out of date. */
  forget(): void;
}

/** An answer younger than this is returned without calling the source. */
export const CACHE_FRESH_MS = 15_000;

/** The longest time a person waits for a newer answer than the cached one. */
const REFRESH_WAIT_MS = 1500;

/** Logs one line for each caller of a shared call that failed; the adapter logs only for the caller that started it. */
interface Log {
  warn(facts: object, message: string): void;
}

interface Received<T> {
  readonly reading: Reading<T>;
  /** The time the reading was true, by the steady clock. */
  readonly at: number;
}

type Kind = Failure['kind'];

/** Returns true for failures that are not the fault of the source. */
const isNotOutage = <F extends { readonly kind: Kind }>(
  failure: F,
): failure is Extract<F, { readonly kind: 'not-set-up' | 'no-source' | 'unseen' }> =>
  failure.kind === 'not-set-up' || failure.kind === 'no-source' || failure.kind === 'unseen';

const failureOf = (result: Result<unknown, Failure>): Failure | undefined =>
  result.ok ? undefined : result.error;

export function createReadingCache(clock: Clock, log?: Log): ReadingCache {
  // Times are of the steady clock, so that setting the wall clock changes no age.
  let failingSince: number | undefined;
  let explanation: string | undefined;
  let lastGoodAt: number | undefined;
  let expiredAt = Number.NEGATIVE_INFINITY;
  let usedAt: number | undefined;
  let awaitedBy = 0;
  const drops: (() => void)[] = [];

  const toWallTime = (at: number): number => Math.round(clock.now() - (clock.steady() - at));
  const lastGood = (): number | undefined =>
    lastGoodAt === undefined ? undefined : toWallTime(lastGoodAt);
  const outageSince = (at: number): Outage => ({
    failingSince: toWallTime(at),
    lastGoodAt: lastGood(),
    explanation,
  });

  const dated = <T>({ reading, at }: Received<T>): Reading<T> => ({
    ...reading,
    asOf: toWallTime(at),
  });

  function withOutage(failure: Failure): Failure {
    if (!('service' in failure) || isNotOutage(failure)) {
      return failure;
    }
    failingSince ??= clock.steady();
    explanation = failure.kind === 'invalid-response' ? failure.explanation : undefined;
    return { ...failure, outage: outageSince(failingSince) };
  }

  function logFailure(answer: Result<unknown, Failure>): void {
    if (answer.ok || !('outage' in answer.error)) return;
    const { kind, service } = answer.error;
    log?.warn({ kind, service }, 'a source did not answer');
  }

  return {
    outage: () => (failingSince === undefined ? undefined : outageSince(failingSince)),
    lastGoodAt: lastGood,
    usedAt: () => usedAt,
    isAwaited: () => awaitedBy > 0,
    expire() {
      expiredAt = clock.steady();
    },
    forget() {
      for (const drop of drops) drop();
    },
    cached<T>(read: () => AsyncReading<T>): CachedReading<T> {
      let last: Received<T> | undefined;
      let ended: { readonly at: number; readonly failure: Failure | undefined } | undefined;
      let running: AsyncReading<T> | undefined;
      // Counts the drops: the answer to a call that began before a drop is not cached after it.
      let generation = 0;
      drops.push(() => {
        last = undefined;
        ended = undefined;
        running = undefined;
        generation += 1;
      });

      async function call(startedIn: number): AsyncReading<T> {
        const answer = await read();
        const result = answer.ok ? answer : err(withOutage(answer.error));
        const isCached = startedIn === generation;
        if (isCached) ended = { at: clock.steady(), failure: failureOf(result) };
        if (!answer.ok) return result;
        const at = clock.steady() - (clock.now() - answer.value.asOf);
        if (isCached) last = { reading: answer.value, at };
        lastGoodAt = at;
        failingSince = undefined;
        return answer;
      }

      function refresh(): AsyncReading<T> {
        if (running) return running;
        const refreshing = call(generation).finally(() => {
          if (running === refreshing) running = undefined;
        });
        running = refreshing;
        return refreshing;
      }

      const isFresh = ({ at }: Received<T>): boolean =>
        failingSince === undefined && at > expiredAt && clock.steady() - at <= CACHE_FRESH_MS;

      const peek = (): Reading<T> | undefined => last && dated(last);

      async function refreshForPerson(): AsyncReading<T> {
        const refreshing = refresh();
        void refreshing.then(logFailure, () => {}); // the caller receives a rejection
        if (!peek()) return refreshing;
        const answer = await Promise.race([refreshing, clock.wait(REFRESH_WAIT_MS)]);
        if (answer?.ok) return answer;
        // A change may have dropped the last answer meanwhile.
        const old = peek();
        return old ? ok({ ...old, failure: answer?.error }) : refreshing;
      }

      return {
        peek,
        failure: () => ended?.failure,
        answeredAt: () => (ended && ended.at > expiredAt ? ended.at : undefined),
        refresh,
        async ask() {
          usedAt = clock.steady();
          if (last && isFresh(last)) return ok(dated(last));
          awaitedBy += 1;
          try {
            return await refreshForPerson();
          } finally {
            awaitedBy -= 1;
          }
        },
      };
    },
  };
}
