import type { Clock } from '../core/clock.ts';
import type { Failure, Outage } from '../core/failure.ts';
import type { Asked, Reading } from '../core/reading.ts';
import { err } from '../core/result.ts';

/** One question to a source. People who ask it at the same time share one call. */
export interface Question<T> {
  readonly ask: () => Asked<T>;
  /** The last good answer, whatever happened since. */
  latest(): Reading<T> | undefined;
}

/** Remembers what one source said, and since when it says nothing. */
export interface Memory {
  question<T>(ask: () => Asked<T>): Question<T>;
  /** Present while the last answer was a failure. */
  outage(): Outage | undefined;
  lastGoodAt(): number | undefined;
}

export function createMemory(clock: Clock): Memory {
  let failingSince: number | undefined;
  let lastGoodAt: number | undefined;

  const outage = (): Outage | undefined =>
    failingSince === undefined ? undefined : { failingSince, lastGoodAt };

  function noteFailure(failure: Failure): Failure {
    if (!('service' in failure) || failure.kind === 'not-set-up') return failure;
    failingSince ??= clock.now();
    return { ...failure, outage: { failingSince, lastGoodAt } };
  }

  return {
    outage,
    lastGoodAt: () => lastGoodAt,
    question<T>(ask: () => Asked<T>): Question<T> {
      let latest: Reading<T> | undefined;
      let running: Asked<T> | undefined;

      async function askSource(): Asked<T> {
        const answer = await ask();
        if (!answer.ok) return err(noteFailure(answer.error));
        latest = answer.value;
        lastGoodAt = answer.value.asOf;
        failingSince = undefined;
        return answer;
      }

      return {
        latest: () => latest,
        ask() {
          running ??= askSource().finally(() => {
            running = undefined;
          });
          return running;
        },
      };
    },
  };
}
