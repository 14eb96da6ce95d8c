import type { ChangeOperation } from '../../operation/change-operation.ts';
import type { ReadingCache } from './reading-cache.ts';

/**
 * Makes the actions of an area clear its cached readings: once when an action was sent, successful or not, and once when its
 * outcome is known, because a reading in between shows neither the old nor the new state.
 */
export const forgetReadings = (
  actions: readonly ChangeOperation[],
  memory: Pick<ReadingCache, 'forget'>,
): readonly ChangeOperation[] =>
  actions.map((action) => ({
    ...action,
    execute: (...given) => action.execute(...given).finally(() => memory.forget()),
    async verify(input, evidence, elapsedMs) {
      const outcome = await action.verify(input, evidence, elapsedMs);
      if (outcome.state !== 'open') memory.forget();
      return outcome;
    },
  }));
