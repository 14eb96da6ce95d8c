import type { Action } from '../../operation/change-operation.ts';
import type { ReadingCache } from './reading-cache.ts';

/**
 * Makes the actions of an area drop what was read of it before: when they are sent, whatever came of that, and when
 * it is known how they went, for what is read in between is neither before nor after.
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
