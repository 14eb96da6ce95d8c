import type { Action } from '../../operation/change-operation.ts';
import type { Memory } from './reading-cache.ts';

/**
 * Makes the actions of an area drop what was read of it before: when they are sent, whatever came of that, and when
 * it is known how they went, for what is read in between is neither before nor after.
 */
export const forgetReadings = (
  actions: readonly Action[],
  memory: Pick<Memory, 'forget'>,
): readonly Action[] =>
  actions.map((action) => ({
    ...action,
    run: (input, evidence) => action.run(input, evidence).finally(() => memory.forget()),
    async look(input, startedAt, evidence) {
      const outcome = await action.look(input, startedAt, evidence);
      if (outcome.state !== 'open') memory.forget();
      return outcome;
    },
  }));
