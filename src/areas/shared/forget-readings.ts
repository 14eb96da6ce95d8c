import type { Action } from '../../operation/change-operation.ts';
import type { ReadingCache } from './reading-cache.ts';

/**
 * Makes the actions of an area clear its cached readings: once when an action was sent, successful or not, and once when its
 * outcome is known, because a reading in between shows neither the old nor the new state.
 */
export const forgetReadings = (
  actions: readonly Action[],
  memory: Pick<ReadingCache, 'forget'>,
): readonly Action[] =>
  actions.map((action) => ({
    ...action,
    run: (input, evidence) => action.run(input, evidence).finally(() => memory.forget()),
    async verify(input, startedAt, evidence) {
      const outcome = await action.verify(input, startedAt, evidence);
      if (outcome.state !== 'open') memory.forget();
      return outcome;
    },
  }));
