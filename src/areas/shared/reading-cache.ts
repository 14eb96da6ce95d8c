import type { Clock } from '../../core/clock.ts';
import type { Failure, Outage } from '../../core/failure.ts';
import type { AsyncReading, Reading } from '../../core/reading.ts';
import { err, ok, type Result } from '../../core/result.ts';

/** One question to a source. People who ask it at the same time share one call. */
export interface CachedReading<T> {
  /**
   * For people: a young answer at once; else the source gets a moment, and after that the last good
   * answer is better than none. It carries its age, and the failure if there was one.
   */
  readonly ask: () => AsyncReading<T>;
  /** From the source itself, or a failure. */
  readonly refresh: () => AsyncReading<T>;
  /** The last good answer, whatever happened since. */
  peek(): Reading<T> | undefined;
}

/** Remembers what one source said, and since when it says nothing. */
export interface ReadingCache {
  cached<T>(ask: () => AsyncReading<T>): CachedReading<T>;
  /** Present while the last answer was a failure. */
  outage(): Outage | undefined;
  lastGoodAt(): number | undefined;
  /** When a person last wanted to know something of this source. */
  readonly usedAt: () => number | undefined;
  /** Lets no answer so far be given again without asking; they stay known for when nobody answers. */
  readonly expire: () => void;
  /** Drops every answer, after a change of ours: what was read before it is not how things are. */
  forget(): void;
}

/** An answer younger than this is given again without asking. */
const CACHE_FRESH_MS = 15_000;

/** For so long a person waits for a newer answer than the one at hand. */
const REFRESH_WAIT_MS = 1500;

/** Whoever shares a call that failed has this line at least: the other belongs to who began it. */
interface Log {
  warn(facts: object, message: string): void;
}

interface Received<T> {
  readonly reading: Reading<T>;
  /** When it was true, by the steady clock. */
  readonly at: number;
}

type Kind = Failure['kind'];

/** Nothing that a source did is wrong. */
const isNoOutage = <F extends { readonly kind: Kind }>(
  failure: F,
): failure is Extract<F, { readonly kind: 'not-set-up' | 'no-source' | 'unseen' }> =>
  failure.kind === 'not-set-up' || failure.kind === 'no-source' || failure.kind === 'unseen';

export function createReadingCache(clock: Clock, log?: Log): ReadingCache {
  // By the steady clock: when the wall clock is set, nothing gets younger or older by it.
  let failingSince: number | undefined;
  let explanation: string | undefined;
  let lastGoodAt: number | undefined;
  let expiredAt = Number.NEGATIVE_INFINITY;
  let usedAt: number | undefined;
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
    if (!('service' in failure) || isNoOutage(failure)) {
      return failure;
    }
    failingSince ??= clock.steady();
    explanation = failure.kind === 'invalid-response' ? failure.explanation : undefined;
    return { ...failure, outage: outageSince(failingSince) };
  }

  function logFailure(answer: Result<unknown, Failure>): void {
    if (answer.ok || !('outage' in answer.error)) return;
    const { kind, service } = answer.error;
    log?.warn({ kind, service }, 'a source did not tell');
  }

  return {
    outage: () => (failingSince === undefined ? undefined : outageSince(failingSince)),
    lastGoodAt: lastGood,
    usedAt: () => usedAt,
    expire() {
      expiredAt = clock.steady();
    },
    forget() {
      for (const drop of drops) drop();
    },
    cached<T>(ask: () => AsyncReading<T>): CachedReading<T> {
      let peek: Received<T> | undefined;
      let running: AsyncReading<T> | undefined;
      // Counts the drops: a call that began before one does not tell how things are after it.
      let era = 0;
      drops.push(() => {
        peek = undefined;
        running = undefined;
        era += 1;
      });

      async function call(begunIn: number): AsyncReading<T> {
        const answer = await ask();
        if (!answer.ok) return err(withOutage(answer.error));
        const at = clock.steady() - (clock.now() - answer.value.asOf);
        if (begunIn === era) peek = { reading: answer.value, at };
        lastGoodAt = at;
        failingSince = undefined;
        return answer;
      }

      function refresh(): AsyncReading<T> {
        if (running) return running;
        const asked = call(era).finally(() => {
          if (running === asked) running = undefined;
        });
        running = asked;
        return asked;
      }

      const isYoung = ({ at }: Received<T>): boolean =>
        failingSince === undefined && at > expiredAt && clock.steady() - at <= CACHE_FRESH_MS;

      return {
        peek: () => peek && dated(peek),
        refresh,
        async ask() {
          usedAt = clock.steady();
          if (peek && isYoung(peek)) return ok(dated(peek));
          const asked = refresh();
          void asked.then(logFailure, () => {}); // a bug is the asker's to tell
          if (!peek) return asked;
          const answer = await Promise.race([asked, clock.wait(REFRESH_WAIT_MS)]);
          return answer?.ok ? answer : ok({ ...dated(peek), failure: answer?.error });
        },
      };
    },
  };
}
